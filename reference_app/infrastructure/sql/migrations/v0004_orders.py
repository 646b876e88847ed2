"""An index for each order by one field that had none."""

import sqlalchemy as sa
from alembic.operations import Operations

revision = "0004"
down_revision = "0003"

_LIVE = sa.text("deleted_at IS NULL")
_ORDERS = {"users_updated": "updated_at", "users_full_name": "full_name_key"}


def upgrade(op: Operations) -> None:
    for name, column in _ORDERS.items():
        op.create_index(
            name,
            "users",
            ["tenant_id", column, "id"],
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        )


def downgrade(op: Operations) -> None:
    for name in _ORDERS:
        op.drop_index(name, "users")
