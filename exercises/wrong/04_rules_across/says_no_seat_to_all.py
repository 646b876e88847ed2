"""You answer every refusal with `SeatsTaken`.

Whose letter is too late would wait for a seat that never helps. Each reason has its own error, and
the invitation raises the right one by itself.

task: 2
check: a_closed_invitation_lets_nobody_in
message: `admit(accepted, tenant, used=0, now=now)` raised `SeatsTaken
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
    try:
        invitation.accept(now)
    except InvitationClosed:
        raise SeatsTaken("There is no seat for this invitation.") from None


def admit_in_turn(
    invitations: Sequence[Invitation], tenant: Tenant, *, used: int, now: datetime
) -> list[Invitation]:
    admitted: list[Invitation] = []
    for invitation in sorted(invitations, key=lambda each: each.state.sent_at):
        with suppress(SeatsTaken, InvitationClosed):
            admit(invitation, tenant, used=used + len(admitted), now=now)
            admitted.append(invitation)
    return admitted
