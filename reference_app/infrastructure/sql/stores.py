"""Where aggregates are kept: the statements of the units of work that write. Answers for doors are
in `queries.py`."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import bindparam, func, insert, select, union_all, update
from sqlalchemy.ext.asyncio import AsyncConnection

from reference_app.domain.errors import Conflict
from reference_app.domain.ids import TenantId, UserId
from reference_app.domain.services import Taken
from reference_app.domain.users import User
from reference_app.domain.values import EmailAddress, Username
from reference_app.infrastructure.sql.mapping import changeable_columns_of, row_of, user_of
from reference_app.infrastructure.sql.rows import USERS
from reference_app.infrastructure.sql.violations import in_our_words

_OF_TENANT: Final = USERS.c.tenant_id == bindparam("of_tenant")
_LIVE: Final = USERS.c.deleted_at.is_(None)
_THIS_USER: Final = USERS.c.id == bindparam("user_id")

_GET: Final = select(USERS).where(_OF_TENANT, _THIS_USER)
_ADD: Final = insert(USERS)
_SAVE: Final = update(USERS).where(
    _OF_TENANT, _THIS_USER, USERS.c.version == bindparam("loaded_version")
)
_COUNT_SEATS_USED: Final = select(func.count()).select_from(USERS).where(_OF_TENANT, _LIVE)

# Two lookups, one per index: with OR between them, SQLite walks through all users of the tenant.
_HELD: Final = select(USERS.c.email_key, USERS.c.username).where(_OF_TENANT, _LIVE)
_FIND_TAKEN: Final = union_all(
    _HELD.where(USERS.c.email_key.in_(bindparam("email_keys", expanding=True))),
    _HELD.where(USERS.c.username.in_(bindparam("usernames", expanding=True))),
)


class SqlUsers:
    """One tenant's users, in one transaction. See the port `Users`."""

    def __init__(self, connection: AsyncConnection, tenant_id: TenantId) -> None:
        self._connection = connection
        self._tenant_id = tenant_id

    async def get(self, user_id: UserId) -> User | None:
        wanted = {"of_tenant": self._tenant_id, "user_id": user_id}
        row = (await self._connection.execute(_GET, wanted)).one_or_none()
        return None if row is None else user_of(row)

    async def add(self, users: Sequence[User]) -> None:
        with in_our_words():
            await self._connection.execute(_ADD, [row_of(user) for user in users])
        for user in users:
            user.stored()

    async def count_seats_used(self) -> int:
        """Exact until the transaction ends, for SQLite has one writer at a time."""
        counted = await self._connection.execute(_COUNT_SEATS_USED, {"of_tenant": self._tenant_id})
        return counted.scalar_one()

    async def save(self, user: User) -> None:
        if not user.has_changed:
            return
        where = {
            "of_tenant": self._tenant_id,
            "user_id": user.state.id,
            "loaded_version": user.version,
        }
        with in_our_words():
            result = await self._connection.execute(_SAVE, changeable_columns_of(user) | where)
        if result.rowcount == 0:
            raise Conflict("Somebody else has changed this user meanwhile: read it again.")
        user.stored()

    async def find_taken(
        self, emails: Sequence[EmailAddress], usernames: Sequence[Username]
    ) -> Taken:
        wanted = {
            "of_tenant": self._tenant_id,
            "email_keys": [email.key for email in emails],
            "usernames": [username.text for username in usernames],
        }
        rows = (await self._connection.execute(_FIND_TAKEN, wanted)).all()
        held_keys, held_names = {row.email_key for row in rows}, {row.username for row in rows}
        return Taken(
            frozenset(email for email in emails if email.key in held_keys),
            frozenset(username for username in usernames if username.text in held_names),
        )
