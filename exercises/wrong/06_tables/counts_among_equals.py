"""You keep the moment, and how many of that moment were shown.

Among equals it is the same as everywhere: when one of those is accepted, the others move up. A
cursor names a place, and the id makes one of each.

task: 3
check: what_happens_between_pages_moves_nobody
message: Then its last was accepted, and the pages after it held 5, 6, 7;
check: equal_moments_survive_what_happens
message: its first was accepted
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
    moment, shown = None, 0
    if cursor is not None:
        text, count = cursor.split()
        moment, shown = datetime.fromisoformat(text), int(count)
        statement = statement.where(INVITATIONS.c.expires_at >= moment).offset(shown)
    found = [invitation_of(row) for row in await connection.execute(statement)]
    if len(found) <= limit:
        return found, None
    last = found[limit - 1].state.expires_at
    equal = sum(each.state.expires_at == last for each in found[:limit])
    equal += shown if last == moment else 0
    return found[:limit], f"{last.isoformat()} {equal}"
