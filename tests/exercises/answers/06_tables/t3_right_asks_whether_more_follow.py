# task 3 | right | expect: accepted | limit rows, and one row more of a second query
from datetime import datetime
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
        .limit(limit)
    )
    if cursor is not None:
        moment, id_ = cursor.split()
        last = (datetime.fromisoformat(moment), UUID(id_))
        statement = statement.where(tuple_(*place) > last)
    found = [invitation_of(row) for row in await connection.execute(statement)]
    if not found:
        return found, None
    last_shown = found[-1].state
    here = (last_shown.expires_at, last_shown.id)
    more = (
        select(INVITATIONS.c.id)
        .where(INVITATIONS.c.tenant_id == tenant_id, INVITATIONS.c.status == 'pending')
        .where(tuple_(*place) > here)
        .limit(1)
    )
    if (await connection.execute(more)).first() is None:
        return found, None
    return found[:limit], f"{last_shown.expires_at.isoformat()} {last_shown.id}"
