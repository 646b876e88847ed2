"""The table of invitations, beside that of users. Given in exercise 6."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Index, Table, text
from sqlmodel import Field

from reference_app.infrastructure.sql.rows import Rows
from reference_app.infrastructure.sql.types import UtcDateTime

_PENDING: Final = text("status = 'pending'")


class InvitationRow(Rows, table=True):
    """`invitations_pending` lets an email have one pending invitation at most."""

    __tablename__ = "invitations"
    id: UUID = Field(primary_key=True)
    tenant_id: UUID
    email: str
    email_key: str
    code: str
    code_key: str
    sent_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    status: str
    updated_at: datetime = Field(sa_type=UtcDateTime)
    version: int
    __table_args__ = (
        Index(
            "invitations_pending",
            "tenant_id",
            "email_key",
            unique=True,
            sqlite_where=_PENDING,
            postgresql_where=_PENDING,
        ),
        Index("invitations_code", "code_key", unique=True),
    )


INVITATIONS: Final[Table] = Rows.metadata.tables["invitations"]
