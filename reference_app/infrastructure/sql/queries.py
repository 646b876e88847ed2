"""Answers for doors, straight from rows to views. No aggregate is loaded, nothing is written."""

from typing import Final

from sqlalchemy import Uuid, bindparam, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import col

from reference_app.application.views import UserView
from reference_app.domain.ids import TenantId, UserId
from reference_app.domain.paging import Cursor, Page, PageRequest
from reference_app.infrastructure.sql.rows import UserRow
from reference_app.infrastructure.sql.types import UtcDateTime

_VIEWS: Final = select(
    col(UserRow.id),
    col(UserRow.email),
    col(UserRow.username),
    col(UserRow.full_name),
    col(UserRow.is_active),
    col(UserRow.created_at),
    col(UserRow.updated_at),
    col(UserRow.version),
).where(col(UserRow.tenant_id) == bindparam("of_tenant"), col(UserRow.deleted_at).is_(None))

_FIND_USER: Final = _VIEWS.where(col(UserRow.id) == bindparam("user_id"))

_FIRST_PAGE: Final = _VIEWS.order_by(col(UserRow.created_at).desc(), col(UserRow.id).desc()).limit(
    bindparam("at_most")
)

# Compared as one value, which the index can look up: spelled out with OR, it would walk.
_NEXT_PAGE: Final = _FIRST_PAGE.where(
    tuple_(col(UserRow.created_at), col(UserRow.id))
    < tuple_(bindparam("last_created_at", type_=UtcDateTime()), bindparam("last_id", type_=Uuid()))
)


class SqlReader:
    """What one tenant has stored, for reading. See the port `Reader`."""

    def __init__(self, connection: AsyncConnection, tenant_id: TenantId) -> None:
        self._connection = connection
        self._tenant_id = tenant_id

    async def find_user(self, user_id: UserId) -> UserView | None:
        wanted = {"of_tenant": self._tenant_id, "user_id": user_id}
        row = (await self._connection.execute(_FIND_USER, wanted)).one_or_none()
        return None if row is None else UserView(*row)

    async def page_of_users(self, request: PageRequest) -> Page[UserView]:
        """Asks for one more than fits: only to know whether there is a next page."""
        wanted = {"of_tenant": self._tenant_id, "at_most": request.limit + 1}
        statement = _FIRST_PAGE
        if request.cursor is not None:
            last = request.cursor
            wanted |= {"last_created_at": last.created_at, "last_id": last.id}
            statement = _NEXT_PAGE
        rows = (await self._connection.execute(statement, wanted)).all()
        return Page.cut([UserView(*row) for row in rows], request.limit, _place)


def _place(view: UserView) -> Cursor:
    return Cursor(view.created_at, view.id)
