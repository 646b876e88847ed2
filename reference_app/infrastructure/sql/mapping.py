"""What a row of `users` means: from and to the app's own words. No statement is sent here."""

from typing import Any

from sqlalchemy import Row

from reference_app.domain.ids import TenantId, UserId
from reference_app.domain.users import User, UserState
from reference_app.domain.values import EmailAddress, FullName, Username


def user_of(row: Row[Any]) -> User:
    state = UserState(
        id=UserId(row.id),
        tenant_id=TenantId(row.tenant_id),
        email=EmailAddress(row.email),
        username=Username(row.username),
        full_name=None if row.full_name is None else FullName(row.full_name),
        is_active=row.is_active,
        created_at=row.created_at,
        updated_at=row.updated_at,
        deleted_at=row.deleted_at,
    )
    return User(state, row.version)


Columns = dict[str, Any]


def row_of(user: User) -> Columns:
    """The row as `user` will be stored next."""
    state = user.state
    born = {"id": state.id, "tenant_id": state.tenant_id, "created_at": state.created_at}
    return born | changeable_columns_of(user)


def changeable_columns_of(user: User) -> Columns:
    """What a change may touch, the next version among it."""
    state = user.state
    return {
        "email": state.email.text,
        "email_key": state.email.key,
        "username": state.username.text,
        "full_name": state.full_name.text if state.full_name else None,
        "is_active": state.is_active,
        "updated_at": state.updated_at,
        "deleted_at": state.deleted_at,
        "version": user.version + 1,
    }
