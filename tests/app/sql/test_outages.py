"""Which failures mean "not now": those that pass without a change of ours."""

import sqlite3

import pytest
from sqlalchemy.exc import DBAPIError, OperationalError

from reference_app.application.ports import Unavailable
from reference_app.infrastructure.sql.outages import NOT_WRITABLE_NOW, unavailable_when_down


def failure(code: int | None) -> DBAPIError:
    original = sqlite3.OperationalError("what SQLite says")
    if code is not None:
        original.sqlite_errorcode = code
    return OperationalError("SELECT 1", None, original)


@pytest.mark.parametrize(
    "code",
    [
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_BUSY_SNAPSHOT,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_IOERR_FSYNC,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_PROTOCOL,
    ],
)
def test_what_may_pass_is_unavailable_and_says_why(code: int) -> None:
    with pytest.raises(Unavailable, match="what SQLite says"), unavailable_when_down():
        raise failure(code)


@pytest.mark.parametrize("code", [sqlite3.SQLITE_ERROR, sqlite3.SQLITE_READONLY, None])
def test_a_mistake_of_ours_stays_what_it_is(code: int | None) -> None:
    """A table that is missing, a reader that writes: waiting does not mend them."""
    with pytest.raises(OperationalError), unavailable_when_down():
        raise failure(code)


def test_a_lost_connection_is_unavailable() -> None:
    lost = failure(None)
    lost.connection_invalidated = True
    with pytest.raises(Unavailable), unavailable_when_down():
        raise lost


def test_a_writer_who_may_not_write_for_now_is_an_outage() -> None:
    with pytest.raises(Unavailable), unavailable_when_down(NOT_WRITABLE_NOW):
        raise failure(sqlite3.SQLITE_READONLY)


def test_the_cause_of_an_outage_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Unavailable), unavailable_when_down():
        raise failure(sqlite3.SQLITE_FULL)
    assert "what SQLite says" in caplog.text
