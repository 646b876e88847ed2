"""Which rule of ours a refusing constraint stands for, by the constraint's name."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy.exc import IntegrityError

from reference_app.domain.errors import DomainError, EmailTaken, UsernameTaken
from reference_app.infrastructure.sql.rows import Rows

VIOLATIONS: Final[dict[str, Callable[[], DomainError]]] = {
    "users_email": lambda: EmailTaken("This email belongs to another user.", path=("email",)),
    "users_username": lambda: UsernameTaken(
        "This username belongs to another user.", path=("username",)
    ),
}


@contextmanager
def in_our_words() -> Iterator[None]:
    """Raises the domain error of a constraint that refused; lets one through that we don't know."""
    try:
        yield
    except IntegrityError as error:
        violation = VIOLATIONS.get(_constraint(error) or "")
        if violation is None:
            raise
        raise violation() from error


def _constraint(error: IntegrityError) -> str | None:
    return _named_by_postgresql(error) or _named_by_sqlite(error)


def _named_by_postgresql(error: IntegrityError) -> str | None:
    """asyncpg's own error, which SQLAlchemy keeps as the cause, has the name as an attribute."""
    return getattr(getattr(error.orig, "__cause__", None), "constraint_name", None)


# SQLite doesn't name a unique index that refuses; its message lists the columns, in their order.
_INDEX_BY_MESSAGE: Final = {
    "UNIQUE constraint failed: "
    + ", ".join(f"{table.name}.{column.name}" for column in index.columns): str(index.name)
    for table in Rows.metadata.tables.values()
    for index in table.indexes
    if index.unique
}


def _named_by_sqlite(error: IntegrityError) -> str | None:
    return _INDEX_BY_MESSAGE.get(str(error.orig))
