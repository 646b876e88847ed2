"""You let those in first whose letters end first.

Who was asked first comes first, `sent_at`. A letter can be good for a day or for a month.

task: 2
check: the_turn_is_that_of_the_letters
message: ['boole'] are in; it should be ['mary']
check: of_one_moment_the_first_in_the_list_comes_first
check: who_is_let_in_is_returned_in_turn
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
    for invitation in sorted(invitations, key=lambda each: each.state.expires_at):
        with suppress(SeatsTaken, InvitationClosed):
            admit(invitation, tenant, used=used + len(admitted), now=now)
            admitted.append(invitation)
    return admitted
