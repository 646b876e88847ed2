# task 2 | right | expect: accepted | those who can be accepted are counted off, and then accepted
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
    good = [each for each in invitations if each.is_pending and now < each.state.expires_at]
    good = sorted(good, key=lambda each: each.state.sent_at)
    free = len(good) if tenant.seats is None else max(tenant.seats - used, 0)
    for each in good[:free]:
        each.accept(now)
    return good[:free]
