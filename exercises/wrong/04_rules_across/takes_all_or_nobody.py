"""You ask for all the seats at once.

`newcomers=5` means all five or nobody. Here whoever comes first gets a seat, and the rest does not.

task: 2
check: as_many_are_let_in_as_there_are_seats
message: `admit_in_turn([*guests], tenant, used=0, now=now)` raised `SeatsTaken
check: the_turn_is_that_of_the_letters
check: of_one_moment_the_first_in_the_list_comes_first
check: who_is_let_in_is_returned_in_turn
message: `SeatsTaken: 3 of the tenant's 5 seats are free`
check: who_is_refused_takes_no_seat
check: the_list_stays_as_it_is
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from exercises.invitations.entities import Invitation
from exercises.invitations.errors import InvitationClosed
from reference_app.domain.services import require_seats
from reference_app.domain.tenants import Tenant


def admit(invitation: Invitation, tenant: Tenant, *, used: int, now: datetime) -> None:
    require_seats(tenant, used=used)
    invitation.accept(now)


def admit_in_turn(
    invitations: Sequence[Invitation], tenant: Tenant, *, used: int, now: datetime
) -> list[Invitation]:
    require_seats(tenant, used=used, newcomers=len(invitations))
    admitted = []
    for invitation in sorted(invitations, key=lambda each: each.state.sent_at):
        with suppress(InvitationClosed):
            invitation.accept(now)
            admitted.append(invitation)
    return admitted
