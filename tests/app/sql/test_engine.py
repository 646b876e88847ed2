"""Engines: one writer at a time, readers that can't write, one trip per statement."""

import asyncio
import logging
import runpy
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DBAPIError, OperationalError, TimeoutError
from sqlalchemy.ext.asyncio import AsyncEngine

from reference_app.application.ports import Unavailable
from reference_app.infrastructure.sql import rows
from reference_app.infrastructure.sql.engine import Database, sqlite
from reference_app.infrastructure.sql.mapping import row_of
from reference_app.infrastructure.sql.rows import USERS
from tests.app.domain.people import new_user
from tests.app.sql.files import SOON, opened


@pytest.fixture
def no_database(file: Path) -> Path:
    file.write_text("# Shopping list\n" * 100)
    return file


async def ask(engine: AsyncEngine, question: str) -> object:
    async with engine.connect() as connection:
        return await connection.scalar(text(question))


async def count_users(database: Database) -> object:
    return await ask(database.reader, "SELECT count(*) FROM users")


async def test_a_file_in_a_directory_that_does_not_exist_yet_is_made(tmp_path: Path) -> None:
    file = tmp_path / "new" / "directory with blanks" / "app.db"
    async with opened(file) as database:
        assert await count_users(database) == 0
    assert file.is_file()


async def test_a_directory_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file stands where the directory should be")
    with pytest.raises(Unavailable, match="taken"):
        sqlite(f"sqlite+aiosqlite:///{tmp_path}/taken/app.db", readers=1, timeout=SOON)


async def test_a_file_that_is_no_database_is_unavailable(no_database: Path) -> None:
    with pytest.raises(Unavailable, match="not a database"):
        async with opened(no_database):
            pass


async def test_what_is_stored_is_there_after_closing_and_opening_again(file: Path) -> None:
    async with opened(file) as database, database.writer.begin() as connection:
        await connection.execute(insert(USERS), row_of(new_user("ada")))
    async with opened(file) as database, database.reader.connect() as connection:
        assert (await connection.scalars(select(USERS.c.username))).all() == ["ada"]


async def test_closing_empties_the_write_ahead_log(file: Path) -> None:
    async with opened(file) as database:
        await count_users(database)
        assert (file.parent / "app.db-wal").exists()
    assert [each.name for each in file.parent.iterdir()] == ["app.db"]


async def test_the_writer_keeps_a_log_and_foreign_keys(database: Database) -> None:
    assert await ask(database.writer, "PRAGMA journal_mode") == "wal"
    assert await ask(database.writer, "PRAGMA foreign_keys") == 1
    assert await ask(database.writer, "PRAGMA synchronous") == 1  # NORMAL


async def test_a_reader_cannot_write(database: Database) -> None:
    async with database.reader.connect() as connection:
        with pytest.raises(OperationalError, match="readonly"):
            await connection.execute(insert(USERS), row_of(new_user()))


async def test_a_second_writer_waits_in_line_and_gives_up_in_time(file: Path) -> None:
    async with opened(file, patience=SOON) as database, database.writer.connect():
        with pytest.raises(TimeoutError):
            await database.writer.connect()


async def test_a_writer_that_gives_up_leaves_the_line_to_the_next(file: Path) -> None:
    async with opened(file, patience=SOON) as database:
        async with database.writer.connect():
            with pytest.raises(TimeoutError):
                await database.writer.connect()
        assert await ask(database.writer, "SELECT 1") == 1


async def test_a_transaction_takes_the_write_lock_before_its_first_statement(
    database: Database, file: Path
) -> None:
    with closing(sqlite3.connect(file, timeout=0)) as other:
        async with database.writer.connect() as connection:
            await connection.begin()
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("BEGIN IMMEDIATE")
        other.execute("BEGIN IMMEDIATE")


async def test_readers_see_what_is_committed_and_wait_for_nobody(file: Path) -> None:
    async with opened(file, patience=SOON) as database:
        async with database.writer.begin() as connection:
            await connection.execute(insert(USERS), row_of(new_user()))
            assert await count_users(database) == 0
        assert await count_users(database) == 1


async def test_a_statement_is_one_trip_to_the_thread_of_its_connection(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    async with database.reader.connect() as connection:
        caplog.set_level(logging.DEBUG, logger="aiosqlite")
        await connection.execute(select(USERS))
    assert len([each for each in caplog.messages if each.startswith("executing")]) == 1


async def test_waiting_for_another_process_leaves_the_event_loop_free(
    database: Database, file: Path
) -> None:
    """The other one holds the lock for ten ticks, counted in ours: a loop that stands still never
    gets there."""

    async def write() -> None:
        async with database.writer.begin() as connection:
            await connection.execute(insert(USERS), row_of(new_user()))

    with closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN IMMEDIATE")
        writing = asyncio.create_task(write())
        for _ in range(10):
            assert await count_users(database) == 0
        other.rollback()
        await writing
    assert await count_users(database) == 1


async def test_making_the_schema_again_keeps_what_is_stored(database: Database) -> None:
    async with database.writer.begin() as connection:
        await connection.execute(insert(USERS), row_of(new_user()))
    await database.create_schema()
    assert await count_users(database) == 1


def test_the_tables_can_be_imported_a_second_time() -> None:
    again = runpy.run_path(str(rows.__file__))
    assert again["USERS"] is not USERS
    assert again["USERS"].columns.keys() == USERS.columns.keys()


async def test_a_reader_does_not_put_an_empty_file_where_the_database_was(file: Path) -> None:
    async with opened(file) as database:
        file.unlink()
        with pytest.raises(OperationalError, match="unable to open"):
            async with database.reader.connect() as connection:
                await connection.execute(text("SELECT 1"))
    assert not file.exists()


async def test_an_error_of_a_statement_does_not_quote_what_was_to_be_stored(
    database: Database,
) -> None:
    with pytest.raises(DBAPIError) as refusal:
        async with database.writer.begin() as connection:
            await connection.execute(text("INSERT INTO nowhere VALUES (:email)"), {"email": "ada@"})
    assert "ada@" not in str(refusal.value)
