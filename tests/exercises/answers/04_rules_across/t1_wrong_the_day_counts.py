# task 1 | wrong | expect: rejected | an invitation is good for the whole of its last day
from collections.abc import Sequence
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
    promised = sum(
        each.is_pending and now.date() <= each.state.expires_at.date() for each in invitations
    )
    return max(tenant.seats - held - promised, 0)
