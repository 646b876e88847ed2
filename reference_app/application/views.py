"""Answers as plain values: what use cases return and doors render. No behaviour."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from reference_app.domain.users import User


@dataclass(frozen=True, slots=True)
class UserView:
    """A live user as everybody outside sees it. Field order is the order in JSON."""

    id: UUID
    email: str
    username: str
    full_name: str | None
    is_active: bool
    created_at: datetime
    updated_at: datetime
    version: int

    @classmethod
    def of(cls, user: User) -> Self:
        state = user.state
        return cls(
            id=state.id,
            email=state.email.text,
            username=state.username.text,
            full_name=state.full_name.text if state.full_name else None,
            is_active=state.is_active,
            created_at=state.created_at,
            updated_at=state.updated_at,
            version=user.version,
        )
