"""You sort by the id, which no two have in common.

It tells who was made first, and Grace wants to see who expires first. The id comes second,
where the moments are equal.

task: 3
check: the_soonest_come_first
message: held 1, 2, 3 | 4, 5 (by number)
"""

from uuid import UUID

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
    statement = (
        select(INVITATIONS)
        .where(INVITATIONS.c.tenant_id == tenant_id)
        .where(INVITATIONS.c.status == Status.PENDING.value)
        .order_by(INVITATIONS.c.id)
        .limit(limit + 1)
    )
    if cursor is not None:
        statement = statement.where(INVITATIONS.c.id > UUID(cursor))
    found = [invitation_of(row) for row in await connection.execute(statement)]
    if len(found) <= limit:
        return found, None
    last_shown = found[limit - 1].state
    return found[:limit], str(last_shown.id)
