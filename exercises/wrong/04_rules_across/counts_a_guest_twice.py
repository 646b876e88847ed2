"""You count every invitation that there ever was.

Whoever accepted is among the users now and would hold two seats; whoever was revoked holds none.

task: 1
check: open_invitations_hold_a_seat
message: `seats_left(tenant, [], [accepted], now)` gave `4`
check: late_invitations_hold_no_seat
check: the_end_is_the_first_moment_too_late
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
    live = sum(1 for user in users if not user.is_deleted)
    return max(tenant.seats - live - len(invitations), 0)
