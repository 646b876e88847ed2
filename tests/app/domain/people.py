"""The people that tests speak of. What may happen to them is in the tests."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from reference_app.domain.ids import TenantId, UserId, uuid7
from reference_app.domain.users import User
from reference_app.domain.values import EmailAddress, FullName, Username

NOON = datetime(2030, 1, 1, 12, tzinfo=UTC)
TENANT_ID = TenantId(UUID(int=1))


def new_user(
    username: str = "ada", email: str | None = None, full_name: str | None = "Ada Lovelace"
) -> User:
    """A user born at noon, not stored yet; `email` is `username@example.com` unless given."""
    return User.create(
        id=UserId(uuid7(NOON)),
        tenant_id=TENANT_ID,
        email=EmailAddress(email or f"{username}@example.com"),
        username=Username(username),
        full_name=None if full_name is None else FullName(full_name),
        now=NOON,
    )


def stored_user(**changes: Any) -> User:
    """Ada as a store would load her: version 1, nothing pending."""
    return User(replace(new_user().state, **changes), version=1)


def deleted_user() -> User:
    return stored_user(deleted_at=NOON)
