# task 1 | right | expect: accepted | copies are expired and counted, and the invitations that were given stay
from collections.abc import Sequence
from copy import deepcopy
from datetime import datetime

from exercises.invitations.entities import Invitation
from reference_app.domain.tenants import Tenant
from reference_app.domain.users import User


def seats_left(
    tenant: Tenant, users: Sequence[User], invitations: Sequence[Invitation], now: datetime
) -> int | None:
    """How many people can still be invited; `None` is no limit."""
    if tenant.seats is None:
        return None
    held = sum(not user.is_deleted for user in users)
    copies = deepcopy(list(invitations))
    for each in copies:
        each.expire(now)
    promised = sum(each.is_pending for each in copies)
    return max(tenant.seats - held - promised, 0)
