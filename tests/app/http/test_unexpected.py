"""What nobody planned: faults in the database and in our own code."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from httpx import ASGITransport, AsyncClient
from starlette.types import Message, Receive, Scope, Send

from reference_app.presentation.http.error_boundary import ErrorBoundary
from reference_app.settings import DatabaseSettings, Settings
from tests.app.http.door import ADA, BOB, NOBODY, USERS, opened, problem

# Whoever inserts a user also inserts a row that refers to nothing, which the commit finds out.
COMMITS_FAIL = """
    CREATE TABLE owners (id INTEGER PRIMARY KEY);
    CREATE TABLE dangling (id INTEGER REFERENCES owners (id) DEFERRABLE INITIALLY DEFERRED);
    CREATE TRIGGER sabotage AFTER INSERT ON users BEGIN INSERT INTO dangling VALUES (1); END;
"""


def alter(file: Path, statements: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(statements)


@contextmanager
def writing(file: Path) -> Iterator[None]:
    """Another process has the write lock."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield


async def test_an_error_of_ours_is_a_500_that_tells_nothing_and_one_entry_in_the_log(
    client: AsyncClient, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    alter(file, "ALTER TABLE users RENAME TO hidden")
    failed = await client.get(NOBODY, headers={"x-request-id": "seen"})
    problem(failed, 500, "internal-server-error")
    assert failed.headers["x-content-type-options"] == "nosniff"
    assert "sql" not in failed.text.lower()
    [entry] = [record for record in caplog.records if record.exc_info]
    assert "seen" in entry.getMessage()


async def test_a_commit_that_fails_never_answers_201(client: AsyncClient, file: Path) -> None:
    alter(file, COMMITS_FAIL)
    problem(await client.post(USERS, json=ADA), 500, "internal-server-error")
    alter(file, "DROP TRIGGER sabotage")
    assert (await client.post(USERS, json=ADA)).status_code == 201, "the first one was stored"


async def test_a_writer_that_is_not_to_be_had_in_time_is_a_503_with_retry_after(
    settings: Settings, file: Path
) -> None:
    impatient = DatabaseSettings(url=settings.database.url, write_timeout=0.05)
    async with opened(settings.model_copy(update={"database": impatient})) as client:
        place = (await client.post(USERS, json=ADA)).headers["location"]
        with writing(file):
            refused = await client.post(USERS, json=BOB)
            assert (await client.get(place)).status_code == 200, "reading must go on"
        problem(refused, 503, "unavailable")
        assert int(refused.headers["retry-after"]) >= 1
        assert (await client.post(USERS, json=BOB)).status_code == 201


async def test_an_error_in_the_middle_of_an_answer_is_left_to_the_server() -> None:
    async def breaks_off(scope: Scope, receive: Receive, send: Send) -> None:
        started: Message = {"type": "http.response.start", "status": 200, "headers": []}
        await send(started)
        raise ZeroDivisionError

    transport = ASGITransport(ErrorBoundary(breaks_off))
    async with AsyncClient(transport=transport, base_url="http://test") as client:
        with pytest.raises(ZeroDivisionError):
            await client.get("/")
