"""You ask for each guest with the same `used`.

Each is told the truth as it was before the first came in, so all hear yes. Count those whom you
have let in.

task: 2
check: as_many_are_let_in_as_there_are_seats
message: 7 are in; it should be 5
check: the_turn_is_that_of_the_letters
check: of_one_moment_the_first_in_the_list_comes_first
check: who_is_let_in_is_returned_in_turn
check: who_is_refused_takes_no_seat
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
    admitted = []
    for invitation in sorted(invitations, key=lambda each: each.state.sent_at):
        with suppress(SeatsTaken, InvitationClosed):
            admit(invitation, tenant, used=used, now=now)
            admitted.append(invitation)
    return admitted
