"""Answers for doors, straight from rows to views. No aggregate is loaded, nothing is written."""

from typing import Final

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import col

from reference_app.application.filters import Asked
from reference_app.application.views import UserView
from reference_app.domain.ids import TenantId, UserId
from reference_app.domain.paging import Page
from reference_app.infrastructure.sql.filtering import Columns
from reference_app.infrastructure.sql.keyset import Listing
from reference_app.infrastructure.sql.rows import USERS, UserRow

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

_COLUMNS: Final[Columns] = {
    "id": USERS.c.id,
    "email": USERS.c.email_key,
    "username": USERS.c.username,
    "full_name": USERS.c.full_name_key,
    "is_active": USERS.c.is_active,
    "created_at": USERS.c.created_at,
    "updated_at": USERS.c.updated_at,
}

# Of the live users of a tenant, no two have the same.
_UNIQUE: Final = frozenset({"email", "username"})


class SqlReader:
    """What one tenant has stored, for reading. See the port `Reader`."""

    def __init__(self, connection: AsyncConnection, tenant_id: TenantId) -> None:
        self._connection = connection
        self._tenant_id = tenant_id

    async def find_user(self, user_id: UserId) -> UserView | None:
        wanted = {"of_tenant": self._tenant_id, "user_id": user_id}
        row = (await self._connection.execute(_FIND_USER, wanted)).one_or_none()
        return None if row is None else UserView(*row)

    async def page_of_users(self, request: Asked) -> Page[UserView]:
        return await _USERS.page(self._connection, request, {"of_tenant": self._tenant_id})


_USERS: Final = Listing(_VIEWS, UserView, _COLUMNS, _UNIQUE)
