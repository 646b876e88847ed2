"""You take the guest for one of those who are counted in `used`.

`used` are the live users, and the guest becomes one only now. With five of five seats used there is
none for a sixth.

task: 2
check: without_a_seat_nobody_is_let_in
message: `admit(guest, tenant, used=5, now=now)` gave `None`
check: as_many_are_let_in_as_there_are_seats
check: the_turn_is_that_of_the_letters
check: of_one_moment_the_first_in_the_list_comes_first
check: who_is_let_in_is_returned_in_turn
check: who_is_refused_takes_no_seat
check: a_refusal_changes_nothing
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from exercises.invitations.entities import Invitation
from exercises.invitations.errors import InvitationClosed
from reference_app.domain.errors import SeatsTaken
from reference_app.domain.tenants import Tenant


def admit(invitation: Invitation, tenant: Tenant, *, used: int, now: datetime) -> None:
    if tenant.seats is not None and used > tenant.seats:
        raise SeatsTaken("All seats are taken.")
    invitation.accept(now)


def admit_in_turn(
    invitations: Sequence[Invitation], tenant: Tenant, *, used: int, now: datetime
) -> list[Invitation]:
    admitted = []
    for invitation in sorted(invitations, key=lambda each: each.state.sent_at):
        with suppress(SeatsTaken, InvitationClosed):
            admit(invitation, tenant, used=used + len(admitted), now=now)
            admitted.append(invitation)
    return admitted
