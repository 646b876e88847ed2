"""A place for the folded full name. Whoever writes without knowing of it leaves it empty."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column(
        "users", sa.Column("full_name_key", sa.String(), nullable=False, server_default="")
    )


def downgrade() -> None:
    op.drop_column("users", "full_name_key")
