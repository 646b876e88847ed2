"""You count those who can sign in.

Whoever is deactivated can't sign in, and sits on a paid seat all the same: they may be back
tomorrow. Only deletion frees a seat.

task: 1
check: deactivated_users_hold_a_seat
message: `seats_left(tenant, [deactivated], [], now)` gave `5`
"""

from collections.abc import Sequence
from datetime import datetime

from exercises.invitations.entities import Invitation
from reference_app.domain.tenants import Tenant
from reference_app.domain.users import User


def seats_left(
    tenant: Tenant, users: Sequence[User], invitations: Sequence[Invitation], now: datetime
) -> int | None:
    if tenant.seats is None:
        return None
    active = [user for user in users if user.can_sign_in]
    open_letters = [each for each in invitations if each.is_pending and now < each.state.expires_at]
    return max(0, tenant.seats - len(active) - len(open_letters))
