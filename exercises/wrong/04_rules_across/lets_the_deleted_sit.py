"""You count everybody who was ever a user.

A deleted user is still stored, for the day when somebody restores them. They hold no seat.

task: 1
check: live_users_hold_a_seat
message: `seats_left(tenant, [ada, deleted], [], now)` gave `3`
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
    open_letters = [each for each in invitations if each.is_pending and now < each.state.expires_at]
    return max(0, tenant.seats - len(users) - len(open_letters))
