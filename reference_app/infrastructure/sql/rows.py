"""The tables, one class per table. What a row means to the app is said in `mapping.py`."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Table, text
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from reference_app.infrastructure.sql.types import UtcDateTime


class Rows(SQLModel, registry=registry()):
    """The base of all tables. Its own registry lets the module be imported a second time."""


_LIVE: Final = text("deleted_at IS NULL")


def _live_index(name: str, *columns: str, unique: bool) -> Index:
    """An index over the users that are not deleted: what a deleted user held is free again."""
    return Index(name, *columns, unique=unique, sqlite_where=_LIVE, postgresql_where=_LIVE)


class UserRow(Rows, table=True):
    """The indexes judge uniqueness, whoever writes; `violations.py` knows them by name.

    `users_newest` is read backwards, for pages; its end, `id`, orders equal moments.
    """

    __tablename__ = "users"
    id: UUID = Field(primary_key=True)
    tenant_id: UUID
    email: str
    email_key: str
    username: str
    full_name: str | None
    is_active: bool
    created_at: datetime = Field(sa_type=UtcDateTime)
    updated_at: datetime = Field(sa_type=UtcDateTime)
    deleted_at: datetime | None = Field(sa_type=UtcDateTime)
    version: int
    __table_args__ = (
        _live_index("users_email", "tenant_id", "email_key", unique=True),
        _live_index("users_username", "tenant_id", "username", unique=True),
        _live_index("users_newest", "tenant_id", "created_at", "id", unique=False),
    )
    # "" for no name: nothing that is sorted by is ever NULL.
    full_name_key: str = Field(sa_column_kwargs={"server_default": ""})


USERS: Final[Table] = Rows.metadata.tables["users"]

USERS.append_constraint(
    CheckConstraint(
        "(full_name IS NULL) = (full_name_key = '')", name="users_full_name_key_is_filled"
    )
)

Index(
    "users_updated",
    USERS.c.tenant_id,
    USERS.c.updated_at,
    USERS.c.id,
    sqlite_where=_LIVE,
    postgresql_where=_LIVE,
)
Index(
    "users_full_name",
    USERS.c.tenant_id,
    USERS.c.full_name_key,
    USERS.c.id,
    sqlite_where=_LIVE,
    postgresql_where=_LIVE,
)
