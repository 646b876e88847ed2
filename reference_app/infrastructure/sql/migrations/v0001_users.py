"""Users, and the indexes that judge their uniqueness."""

import sqlalchemy as sa
from alembic.operations import Operations

revision = "0001"
down_revision = None

_LIVE = sa.text("deleted_at IS NULL")


def upgrade(op: Operations) -> None:
    op.create_table(
        "users",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("email_key", sa.String(), nullable=False),
        sa.Column("username", sa.String(), nullable=False),
        sa.Column("full_name", sa.String(), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    _live_index(op, "users_email", "email_key", unique=True)
    _live_index(op, "users_username", "username", unique=True)
    _live_index(op, "users_newest", "created_at", "id", unique=False)


def _live_index(op: Operations, name: str, *columns: str, unique: bool) -> None:
    op.create_index(
        name,
        "users",
        ["tenant_id", *columns],
        unique=unique,
        sqlite_where=_LIVE,
        postgresql_where=_LIVE,
    )


def downgrade(op: Operations) -> None:
    op.drop_table("users")
