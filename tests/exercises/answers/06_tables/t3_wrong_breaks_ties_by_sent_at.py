# task 3 | wrong | expect: rejected | what expires at the same moment was sent at different ones
from datetime import datetime

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
    place = (INVITATIONS.c.expires_at, INVITATIONS.c.sent_at)
    statement = (
        select(INVITATIONS)
        .where(INVITATIONS.c.tenant_id == tenant_id)
        .where(INVITATIONS.c.status == Status.PENDING.value)
        .order_by(*place)
        .limit(limit + 1)
    )
    if cursor is not None:
        last = tuple(map(datetime.fromisoformat, cursor.split()))
        statement = statement.where(tuple_(*place) > last)
    found = [invitation_of(row) for row in await connection.execute(statement)]
    if len(found) <= limit:
        return found, None
    last_shown = found[limit - 1].state
    return found[:limit], f"{last_shown.expires_at.isoformat()} {last_shown.sent_at.isoformat()}"
