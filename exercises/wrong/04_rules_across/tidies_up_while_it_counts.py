"""You expire what is too late, since you are looking at it anyway.

A question changes nothing. Who asks does not store, so the change is lost; or somebody stores it
later, with an event that nobody called for.

task: 1
check: a_question_changes_nothing
message: changed the invitation of
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
    for each in invitations:
        each.expire(now)
    held = sum(not user.is_deleted for user in users)
    promised = sum(each.is_pending and now < each.state.expires_at for each in invitations)
    return max(tenant.seats - held - promised, 0)
