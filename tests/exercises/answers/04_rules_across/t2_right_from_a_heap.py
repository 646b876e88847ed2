# task 2 | right | expect: accepted | a heap gives the turn, and the place in the list decides between equals
import heapq
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from exercises.invitations.entities import Invitation
from exercises.invitations.errors import InvitationClosed
from reference_app.domain.errors import SeatsTaken
from reference_app.domain.services import require_seats
from reference_app.domain.tenants import Tenant


def admit(invitation: Invitation, tenant: Tenant, *, used: int, now: datetime) -> None:
    """Accepts the invitation if the tenant has a seat. Raises `SeatsTaken`, `InvitationClosed`,
    and has changed nothing then. `used` counts live users; the invitation brings one more."""
    require_seats(tenant, used=used)
    invitation.accept(now)


def admit_in_turn(
    invitations: Sequence[Invitation], tenant: Tenant, *, used: int, now: datetime
) -> list[Invitation]:
    """Admits whom it can, by the time of their letters; passes over the rest."""
    heap = [(each.state.sent_at, at) for at, each in enumerate(invitations)]
    heapq.heapify(heap)
    admitted = []
    while heap:
        invitation = invitations[heapq.heappop(heap)[1]]
        try:
            admit(invitation, tenant, used=used, now=now)
        except (SeatsTaken, InvitationClosed):
            continue
        used += 1
        admitted.append(invitation)
    return admitted
