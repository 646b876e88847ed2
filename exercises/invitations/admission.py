"""Our answer to task 2 of exercise 4: who is let in."""

from datetime import datetime

from exercises.invitations.entities import Invitation
from reference_app.domain.services import require_seats
from reference_app.domain.tenants import Tenant


def admit(invitation: Invitation, tenant: Tenant, *, used: int, now: datetime) -> None:
    """Accepts the invitation if the tenant has a seat. Raises `SeatsTaken`, `InvitationClosed`,
    and has changed nothing then. `used` counts live users; the invitation brings one more."""
    require_seats(tenant, used=used)
    invitation.accept(now)
