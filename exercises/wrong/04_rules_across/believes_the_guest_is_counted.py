"""You take the guest for one of those who are counted in `used`.

`used` are the live users, and the guest becomes one only now. With five of five seats used there is
none for a sixth.

task: 2
check: without_a_seat_nobody_is_let_in
message: `admit(guest, tenant, used=5, now=NOW)` gave
check: a_refusal_changes_nothing
check: seats_are_given_in_turn
check: who_is_refused_takes_no_seat
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
