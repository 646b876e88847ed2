"""You let the email decide between two letters of one moment.

Who stands first comes first. Python's sort keeps the order of equals, so a second key is not
needed; a tuple with one sorts by it.

task: 2
check: of_one_moment_the_first_in_the_list_comes_first
message: ['ada', 'boole'] are in; it should be ['ada', 'mary']
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from exercises.invitations.entities import Invitation
from exercises.invitations.errors import InvitationClosed
from reference_app.domain.errors import SeatsTaken
from reference_app.domain.services import require_seats
from reference_app.domain.tenants import Tenant


def admit(invitation: Invitation, tenant: Tenant, *, used: int, now: datetime) -> None:
    require_seats(tenant, used=used)
    invitation.accept(now)


def admit_in_turn(
    invitations: Sequence[Invitation], tenant: Tenant, *, used: int, now: datetime
) -> list[Invitation]:
    admitted: list[Invitation] = []
    in_turn = sorted(invitations, key=lambda each: (each.state.sent_at, each.state.email.key))
    for invitation in in_turn:
        with suppress(SeatsTaken, InvitationClosed):
            admit(invitation, tenant, used=used + len(admitted), now=now)
            admitted.append(invitation)
    return admitted
