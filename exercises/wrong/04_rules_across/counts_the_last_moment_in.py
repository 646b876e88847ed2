"""You count the moment `expires_at` as still in time, with `<=`.

It is the first moment at which it is too late. At that moment nobody can accept, so nobody's seat
is kept.

task: 1
check: the_end_is_the_first_moment_too_late
message: `seats_left(tenant, [], [pending], end)` gave `4`
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
    held = sum(not user.is_deleted for user in users)
    promised = sum(each.is_pending and now <= each.state.expires_at for each in invitations)
    return max(tenant.seats - held - promised, 0)
