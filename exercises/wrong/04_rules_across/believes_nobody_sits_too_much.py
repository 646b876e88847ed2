"""You believe that there can't be more people than seats.

A customer may go down from five seats to three, and then the difference is below zero.

task: 1
check: seats_left_are_never_less_than_none
message: gave `-2`
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
    left = tenant.seats
    for user in users:
        if not user.is_deleted:
            left -= 1
    for invitation in invitations:
        if invitation.is_pending and now < invitation.state.expires_at:
            left -= 1
    return left
