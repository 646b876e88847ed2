"""You take a seat for everybody in line, also for those whom you refuse.

Whoever is refused has not come in. Only those who have count.

task: 2
check: who_is_refused_takes_no_seat
message: ['boole'] are in; it should be ['ada', 'boole']
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
    in_line = sorted(invitations, key=lambda each: each.state.sent_at)
    for position, invitation in enumerate(in_line):
        with suppress(SeatsTaken, InvitationClosed):
            admit(invitation, tenant, used=used + position, now=now)
            admitted.append(invitation)
    return admitted
