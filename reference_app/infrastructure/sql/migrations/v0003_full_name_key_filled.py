"""Fills the folded full names of those who were stored without, and holds everybody to it."""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_AT_ONCE = 1000
_CHECK = "users_full_name_key_is_filled"
_USERS = sa.table(
    "users", sa.column("id", sa.Uuid), sa.column("full_name"), sa.column("full_name_key")
)
_FILL = (
    _USERS.update()
    .where(_USERS.c.id == sa.bindparam("of_user"))
    .values(full_name_key=sa.bindparam("filled"))
)


def upgrade() -> None:
    connection = op.get_bind()
    while rows := connection.execute(_EMPTY).all():
        keys = [{"of_user": row.id, "filled": _key(row.full_name)} for row in rows]
        connection.execute(_FILL, keys)
    with op.batch_alter_table("users") as users:
        users.create_check_constraint(_CHECK, "(full_name IS NULL) = (full_name_key = '')")


# What it finds, it fills: so the next thousand are others.
_EMPTY = (
    sa.select(_USERS.c.id, _USERS.c.full_name)
    .where(_USERS.c.full_name.is_not(None), _USERS.c.full_name_key == "")
    .limit(_AT_ONCE)
)


def _key(full_name: str) -> str:
    """`comparison_key` as it was."""
    folded = unicodedata.normalize("NFKC", full_name).casefold()
    return unicodedata.normalize("NFKC", folded)


def downgrade() -> None:
    with op.batch_alter_table("users") as users:
        users.drop_constraint(_CHECK, type_="check")
