"""You go on behind the moment at which the page ended.

Forty guests may have that moment. Those of them who did not fit on the page are on none. The
order needs a second column that tells them apart, and the cursor needs it too.

task: 3
check: equal_moments_are_on_one_page_each
message: pages of 3 held 1, 2, 3 | nothing (by number)
check: equal_moments_survive_what_happens
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from exercises.invitations.entities import Invitation, Status
from exercises.invitations.mapping import invitation_of
from exercises.invitations.rows import INVITATIONS
from reference_app.domain.ids import TenantId


async def expiring(
    connection: AsyncConnection, tenant_id: TenantId, *, limit: int, cursor: str | None = None
) -> tuple[list[Invitation], str | None]:
    """A page of pending invitations, the soonest first, and where the next page begins."""
    place = (INVITATIONS.c.expires_at, INVITATIONS.c.id)
    statement = (
        select(INVITATIONS)
        .where(INVITATIONS.c.tenant_id == tenant_id)
        .where(INVITATIONS.c.status == Status.PENDING.value)
        .order_by(*place)
        .limit(limit + 1)
    )
    if cursor is not None:
        statement = statement.where(INVITATIONS.c.expires_at > datetime.fromisoformat(cursor))
    found = [invitation_of(row) for row in await connection.execute(statement)]
    if len(found) <= limit:
        return found, None
    return found[:limit], found[limit - 1].state.expires_at.isoformat()
