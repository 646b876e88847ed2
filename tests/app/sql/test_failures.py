"""Whatever fails around a transaction: nothing is stored, the cause comes through, and the next one
finds a free way."""

import asyncio
import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.engine.interfaces import DBAPIConnection

from reference_app.application.ports import Unavailable
from reference_app.infrastructure.sql.engine import Database
from reference_app.infrastructure.sql.unit_of_work import SqlUnits
from tests.app.domain.people import new_user
from tests.app.sql.files import SOON, opened
from tests.app.sql.transactions import Refused, add, add_and_refuse, is_stored, units_on


@pytest.fixture
def units(database: Database) -> SqlUnits:
    return units_on(database)


@pytest.mark.parametrize("moment", ["begin", "commit"])
async def test_a_failure_at_the_edge_of_a_transaction_stores_nothing_and_blocks_nobody(
    database: Database, moment: str
) -> None:
    def fail(_: Connection) -> None:
        raise Refused

    units, ada = units_on(database), new_user("ada")
    event.listen(database.writer.sync_engine, moment, fail)
    with pytest.raises(Refused):
        await add(units, ada)
    event.remove(database.writer.sync_engine, moment, fail)
    assert not await is_stored(units, ada)
    await add(units, ada)
    assert await is_stored(units, ada)


async def test_a_failing_rollback_does_not_hide_what_led_to_it(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: Connection) -> None:
        raise RuntimeError("the rollback failed")

    units, ada = units_on(database), new_user("ada")
    event.listen(database.writer.sync_engine, "rollback", fail)
    with pytest.raises(Refused):
        await add_and_refuse(units, ada)
    assert "the rollback failed" in caplog.text
    assert not await is_stored(units, ada)


async def test_after_a_failed_rollback_the_next_one_starts_clean(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    """The connection is thrown away: its transaction, still open, would become the next one's."""

    def fail(_: Connection) -> None:
        raise RuntimeError("the rollback failed")

    caplog.set_level(logging.CRITICAL)
    units, ada, grace = units_on(database), new_user("ada"), new_user("grace")
    event.listen(database.writer.sync_engine, "rollback", fail)
    async with units.write() as uow:
        await uow.users.add([ada])
    event.remove(database.writer.sync_engine, "rollback", fail)
    await add(units, grace)
    assert not await is_stored(units, ada)
    assert await is_stored(units, grace)


async def test_a_writer_who_waits_too_long_is_told_to_come_back(file: Path) -> None:
    async with opened(file, patience=SOON) as database:
        units, ada = units_on(database), new_user("ada")
        async with units.write():
            with pytest.raises(Unavailable, match="busy"):
                await add(units, ada)
        await add(units, ada)
        assert await is_stored(units, ada)


async def test_a_reader_who_waits_too_long_is_told_to_come_back(file: Path) -> None:
    async with opened(file, patience=SOON, readers=1) as database:
        units, ada = units_on(database), new_user("ada")
        async with units.read():
            with pytest.raises(Unavailable, match="busy"):
                await is_stored(units, ada)
        assert not await is_stored(units, ada)


async def test_a_lock_of_another_process_is_unavailable_until_it_ends(file: Path) -> None:
    async with opened(file, patience=SOON) as database:
        units, ada = units_on(database), new_user("ada")
        with closing(sqlite3.connect(file)) as other:
            other.execute("BEGIN IMMEDIATE")
            async with asyncio.timeout(5):  # it gives up SOON
                with pytest.raises(Unavailable, match="locked"):
                    await add(units, ada)
        await add(units, ada)
        assert await is_stored(units, ada)


async def test_a_connection_that_broke_is_replaced(file: Path) -> None:
    async with opened(file, readers=1) as database:
        units, ada = units_on(database), new_user("ada")
        async with database.reader.connect() as connection:
            driver = (await connection.get_raw_connection()).driver_connection
            assert driver is not None
            await driver.close()
        assert not await is_stored(units, ada)


async def test_a_full_disk_is_unavailable_and_stores_nothing(database: Database) -> None:
    def allow_no_more_pages(connection: DBAPIConnection, *_: object) -> None:
        connection.cursor().execute("PRAGMA max_page_count = 1")

    await database.writer.dispose()  # the next connection is a new one, with the limit
    event.listen(database.writer.sync_engine, "connect", allow_no_more_pages)
    units, many = units_on(database), [new_user(f"user-{number}") for number in range(200)]
    with pytest.raises(Unavailable, match="full"):
        await add(units, *many)
    assert not await is_stored(units, many[0])


async def test_ping_returns_when_the_database_answers(units: SqlUnits) -> None:
    await units.ping()


async def test_ping_asks_the_file_and_not_only_the_library(file: Path) -> None:
    async with opened(file) as database:
        spoil(file)
        with pytest.raises(Unavailable):
            await units_on(database).ping()


def spoil(file: Path) -> None:
    file.write_bytes(b"no longer a database" * 1000)
    file.with_name("app.db-wal").write_bytes(b"")
