"""What a row of `users` means: from and to the app's own words. No statement is sent here."""

import logging
from typing import Any, Final, TypeVar

from sqlalchemy import Row

from reference_app.domain.errors import InvalidValue
from reference_app.domain.ids import TenantId, UserId
from reference_app.domain.users import User, UserState
from reference_app.domain.values import EmailAddress, FullName, Username, unjudged

_log: Final = logging.getLogger("reference_app")


TextT = TypeVar("TextT", EmailAddress, Username, FullName)


def _stored(kind: type[TextT], row: Row[Any], column: str, **more: str) -> TextT:
    """Never refuses: a rule that does is told, by the row's id and the column's name."""
    text = getattr(row, column)
    try:
        return kind(text)
    except InvalidValue:
        _log.warning("User %s: a rule refuses the stored %s.", row.id, column)
        return unjudged(kind, text=text, **more)


def user_of(row: Row[Any]) -> User:
    state = UserState(
        id=UserId(row.id),
        tenant_id=TenantId(row.tenant_id),
        email=_stored(EmailAddress, row, "email", key=row.email_key),
        username=_stored(Username, row, "username"),
        full_name=None if row.full_name is None else _stored(FullName, row, "full_name"),
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
        "full_name_key": state.full_name.key if state.full_name else "",
        "is_active": state.is_active,
        "updated_at": state.updated_at,
        "deleted_at": state.deleted_at,
        "version": user.version + 1,
    }
