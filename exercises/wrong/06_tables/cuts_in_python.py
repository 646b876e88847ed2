"""You load all pending invitations and cut the page out of the list.

It shows the right ones, and the database hands out all of them for each page. Let it compare,
sort and stop by itself.

task: 3
check: a_page_reads_no_more_than_it_needs
message: handed out 20 for the first page
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
    )
    last = None
    if cursor is not None:
        moment, id_ = cursor.split()
        last = (datetime.fromisoformat(moment), UUID(id_))
    rows = (await connection.execute(statement)).all()
    found = [invitation_of(row) for row in rows if not last or (row.expires_at, row.id) > last]
    if len(found) <= limit:
        return found, None
    last_shown = found[limit - 1].state
    return found[:limit], f"{last_shown.expires_at.isoformat()} {last_shown.id}"
