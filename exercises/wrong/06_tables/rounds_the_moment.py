"""You keep the moment in whole seconds.

Those that expire within the same second stand before the cursor and behind it at once. A cursor
has to be as fine as the clock.

task: 3
check: pages_hold_who_is_pending
message: Page after page of 3 there is a cursor
check: the_soonest_come_first
check: a_page_holds_as_many_as_it_may
check: the_last_page_says_so
check: what_happens_between_pages_moves_nobody
check: newcomers_move_nobody
"""

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
        .limit(limit + 1)
    )
    if cursor is not None:
        moment, id_ = cursor.split()
        last = (datetime.fromisoformat(moment), UUID(id_))
        statement = statement.where(tuple_(*place) > last)
    found = [invitation_of(row) for row in await connection.execute(statement)]
    if len(found) <= limit:
        return found, None
    last_shown = found[limit - 1].state
    moment = last_shown.expires_at.replace(microsecond=0)
    return found[:limit], f"{moment.isoformat()} {last_shown.id}"
