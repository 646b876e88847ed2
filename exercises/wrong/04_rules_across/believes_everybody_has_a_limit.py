"""You subtract from the seats before you ask whether there is a number of them.

`None` is no number: no limit was bought. Ask for it first.

task: 1
check: no_limit_is_none
message: raised `TypeError
"""

from collections.abc import Sequence
from datetime import datetime

from exercises.invitations.entities import Invitation
from reference_app.domain.tenants import Tenant
from reference_app.domain.users import User


def seats_left(
    tenant: Tenant, users: Sequence[User], invitations: Sequence[Invitation], now: datetime
) -> int | None:
    live = sum(1 for user in users if not user.is_deleted)
    waiting = sum(1 for each in invitations if each.is_pending and now < each.state.expires_at)
    return max(tenant.seats - live - waiting, 0)
