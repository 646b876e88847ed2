"""Which failures of the database mean "not now", so that trying again later may help."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy.exc import DBAPIError, TimeoutError

from reference_app.application.ports import Unavailable

_log: Final = logging.getLogger(__name__)

# https://www.sqlite.org/rescode.html. READONLY only for a writer: a reader may not write anyway.
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


NOT_WRITABLE_NOW: Final = _NOT_NOW | {sqlite3.SQLITE_READONLY}


@contextmanager
def unavailable_when_down(not_now: frozenset[int] = _NOT_NOW) -> Iterator[None]:
    """Raises `Unavailable` for a pool without a free connection, or a database out of use.

    Logs the cause, for the doors tell nobody.
    """
    try:
        yield
    except TimeoutError as error:
        _log.warning("No connection to the database was free in time.")
        raise Unavailable("The database is busy: try again in a moment.") from error
    except DBAPIError as error:
        if not (error.connection_invalidated or _primary_code(error) in not_now):
            raise
        _log.warning("The database can't be used for now: %s.", error.orig)
        raise Unavailable(f"The database can't be used for now: {error.orig}.") from error


def _primary_code(error: DBAPIError) -> int | None:
    """The low byte says what kind of error it is; the rest, which of its kind."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF
