"""You keep the id, and look up when that one expires.

It may be gone. A cursor that names a row is good as long as the row is; one that names a place is
good for ever.

task: 3
check: what_happens_between_pages_moves_nobody
message: Then its last was deleted, and the pages after it held nothing;
check: equal_moments_survive_what_happens
"""

from uuid import UUID

from sqlalchemy import select, tuple_
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
        last = select(*place).where(INVITATIONS.c.id == UUID(cursor))
        statement = statement.where(tuple_(*place) > last.scalar_subquery())
    found = [invitation_of(row) for row in await connection.execute(statement)]
    if len(found) <= limit:
        return found, None
    last_shown = found[limit - 1].state
    return found[:limit], str(last_shown.id)
