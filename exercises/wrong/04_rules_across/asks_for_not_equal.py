"""You ask whether all seats are used, with `==`.

Once there is a sixth on five seats, nothing is ever equal again, and everybody gets in. A limit is
asked for with "more than".

task: 2
check: without_a_seat_nobody_is_let_in
message: `admit(guest, tenant, used=500, now=now)` gave `None`
check: as_many_are_let_in_as_there_are_seats
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
    if used == tenant.seats:
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
