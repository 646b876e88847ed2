"""You end at the first refusal.

A letter that came too late is the end for its own guest, and for nobody behind. The `with` or
`try` belongs inside the loop.

task: 2
check: who_is_refused_is_passed_over
message: ['ada'] are in; it should be ['ada', 'boole']
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
    with suppress(SeatsTaken, InvitationClosed):
        for invitation in sorted(invitations, key=lambda each: each.state.sent_at):
            admit(invitation, tenant, used=used + len(admitted), now=now)
            admitted.append(invitation)
    return admitted
