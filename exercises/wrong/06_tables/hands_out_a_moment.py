"""You hand out the moment at which the page ended as it is, a `datetime`.

A cursor goes into an address and comes back as text, an hour later, from another process. So it
is a `str`, and you read it back.

task: 3
check: a_page_is_a_list_and_a_cursor
message: it should be a `str` or `None`
check: pages_hold_who_is_pending
check: the_soonest_come_first
check: a_page_holds_as_many_as_it_may
check: the_last_page_says_so
check: equal_moments_are_on_one_page_each
check: what_happens_between_pages_moves_nobody
check: newcomers_move_nobody
check: equal_moments_survive_what_happens
check: a_page_reads_no_more_than_it_needs
"""

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
        last = cursor
        statement = statement.where(tuple_(*place) > last)
    found = [invitation_of(row) for row in await connection.execute(statement)]
    if len(found) <= limit:
        return found, None
    last_shown = found[limit - 1].state
    return found[:limit], (last_shown.expires_at, last_shown.id)
