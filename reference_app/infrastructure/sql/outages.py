"""Which failures of the database mean "not now", so that trying again later may help."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy.exc import DBAPIError, TimeoutError

from reference_app.application.ports import Unavailable

# https://www.sqlite.org/rescode.html. Not READONLY: that is also a reader who tries to write.
_NOT_NOW: Final = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_PROTOCOL,
    }
)


@contextmanager
def unavailable_when_down() -> Iterator[None]:
    """Raises `Unavailable` for a pool without a free connection, or a database out of use."""
    try:
        yield
    except TimeoutError as error:
        raise Unavailable("The database is busy: try again in a moment.") from error
    except DBAPIError as error:
        if not (error.connection_invalidated or _primary_code(error) in _NOT_NOW):
            raise
        raise Unavailable(f"The database can't be used for now: {error.orig}.") from error


def _primary_code(error: DBAPIError) -> int | None:
    """The low byte says what kind of error it is; the rest, which of its kind."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF
