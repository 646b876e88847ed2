"""You take "pending" for "can still be accepted".

Time passes without anybody writing to the invitation. One that is too late stays pending until
somebody calls `expire`, and until then it would hold a seat for nobody.

task: 1
check: late_invitations_hold_no_seat
message: `seats_left(tenant, [], [long_over], now)` gave `4`
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
    pending = sum(1 for invitation in invitations if invitation.is_pending)
    return max(tenant.seats - live - pending, 0)
