"""You ask for a later moment and a greater id.

What expires later may have a smaller id. "Behind" is one comparison of two pairs: the id matters
only where the moments are equal.

task: 3
check: the_soonest_come_first
message: held 5, 3, 4 | nothing (by number)
check: equal_moments_are_on_one_page_each
check: equal_moments_survive_what_happens
"""

from datetime import datetime
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
    place = (INVITATIONS.c.expires_at, INVITATIONS.c.id)
    statement = (
        select(INVITATIONS)
        .where(INVITATIONS.c.tenant_id == tenant_id)
        .where(INVITATIONS.c.status == Status.PENDING.value)
        .order_by(*place)
        .limit(limit + 1)
    )
    if cursor is not None:
        moment, id_ = cursor.split()
        last = (datetime.fromisoformat(moment), UUID(id_))
        later = [column > value for column, value in zip(place, last, strict=True)]
        statement = statement.where(*later)
    found = [invitation_of(row) for row in await connection.execute(statement)]
    if len(found) <= limit:
        return found, None
    last_shown = found[limit - 1].state
    return found[:limit], f"{last_shown.expires_at.isoformat()} {last_shown.id}"
