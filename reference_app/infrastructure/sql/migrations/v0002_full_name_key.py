"""A place for the folded full name. Whoever writes without knowing of it leaves it empty."""

import sqlalchemy as sa
from alembic.operations import Operations

revision = "0002"
down_revision = "0001"


def upgrade(op: Operations) -> None:
    op.add_column(
        "users", sa.Column("full_name_key", sa.String(), nullable=False, server_default="")
    )


def downgrade(op: Operations) -> None:
    op.drop_column("users", "full_name_key")
