"""Fills the folded full names of those who were stored without, and holds everybody to it."""

import unicodedata

import sqlalchemy as sa
from alembic.operations import Operations

revision = "0003"
down_revision = "0002"

_AT_ONCE = 1000
_CHECK = "users_full_name_key_is_filled"
_USERS = sa.table(
    "users", sa.Column("id", sa.Uuid()), sa.Column("full_name"), sa.Column("full_name_key")
)
_FILL = (
    sa.update(_USERS)
    .where(_USERS.c.id == sa.bindparam("of_user"))
    .values(full_name_key=sa.bindparam("filled"))
)


def upgrade(op: Operations) -> None:
    connection = op.get_bind()
    rows = connection.execute(_FIRST).all()
    while rows:
        keys = [{"of_user": row.id, "filled": _key(row.full_name)} for row in rows]
        connection.execute(_FILL, keys)
        rows = connection.execute(_NEXT, {"after": rows[-1].id}).all()
    with op.batch_alter_table("users") as users:
        users.create_check_constraint(_CHECK, "(full_name IS NULL) = (full_name_key = '')")


# By the place reached: a LIMIT alone would walk past all that is filled, each time.
_FIRST = (
    sa.select(_USERS.c.id, _USERS.c.full_name)
    .where(_USERS.c.full_name.is_not(None), _USERS.c.full_name_key == "")
    .order_by(_USERS.c.id)
    .limit(_AT_ONCE)
)
_NEXT = _FIRST.where(_USERS.c.id > sa.bindparam("after"))


def _key(full_name: str) -> str:
    """`comparison_key`, as it was."""
    folded = unicodedata.normalize("NFKC", full_name).casefold()
    return unicodedata.normalize("NFKC", folded)


def downgrade(op: Operations) -> None:
    with op.batch_alter_table("users") as users:
        users.drop_constraint(_CHECK, type_="check")
