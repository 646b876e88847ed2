"""You keep how many were shown, and skip as many.

When one of those is accepted, everybody behind moves up by one, and somebody is skipped. A cursor
has to name a place in the order, not a number of rows.

task: 3
check: what_happens_between_pages_moves_nobody
message: Then its first was accepted, and the pages after it held 5, 6, 7;
check: newcomers_move_nobody
check: equal_moments_survive_what_happens
"""

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
    shown = int(cursor or 0)
    statement = statement.offset(shown)
    found = [invitation_of(row) for row in await connection.execute(statement)]
    if len(found) <= limit:
        return found, None
    return found[:limit], str(shown + limit)
