"""One transaction: all or nothing, whatever goes wrong, and the next one finds a free way."""

import logging
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError

from reference_app.application.bus import Bus, NestedExecute
from reference_app.application.messages import Command
from reference_app.application.ports import Unavailable, UnitOfWork
from reference_app.domain.users import User
from reference_app.infrastructure.sql.engine import Database
from reference_app.infrastructure.sql.stores import SqlUsers
from reference_app.infrastructure.sql.unit_of_work import SqlUnits
from tests.app.domain.people import TENANT_ID, new_user
from tests.app.sql.files import SOON, opened
from tests.app.sql.transactions import TENANT, units_on


class Refused(Exception):
    """What a handler raises here."""


@pytest.fixture
def units(database: Database) -> SqlUnits:
    return units_on(database)


async def add(units: SqlUnits, *users: User) -> None:
    async with units.write() as uow:
        await uow.users.add(users)
        await uow.commit()


async def add_and_refuse(units: SqlUnits, *users: User) -> None:
    async with units.write() as uow:
        await uow.users.add(users)
        raise Refused


async def is_stored(units: SqlUnits, user: User) -> bool:
    async with units.read() as reader:
        return await reader.find_user(user.state.id) is not None


async def test_what_is_committed_is_stored(units: SqlUnits) -> None:
    ada = new_user("ada")
    await add(units, ada)
    assert await is_stored(units, ada)


async def test_it_knows_its_tenant(units: SqlUnits) -> None:
    async with units.write() as uow:
        assert uow.tenant == TENANT


async def test_leaving_without_commit_stores_nothing(units: SqlUnits) -> None:
    ada = new_user("ada")
    async with units.write() as uow:
        await uow.users.add([ada])
    assert not await is_stored(units, ada)


async def test_an_error_stores_nothing_and_comes_through(units: SqlUnits) -> None:
    ada = new_user("ada")
    with pytest.raises(Refused):
        await add_and_refuse(units, ada)
    assert not await is_stored(units, ada)


async def test_half_of_a_refused_batch_is_not_stored(units: SqlUnits) -> None:
    ada, grace = new_user("ada"), new_user("grace")
    with pytest.raises(Exception, match="email"):
        await add(units, ada, grace, new_user("third", email="ada@example.com"))
    assert not await is_stored(units, ada)
    assert not await is_stored(units, grace)


async def test_a_store_on_a_readers_connection_cannot_write(database: Database) -> None:
    async with database.reader.connect() as connection:
        with pytest.raises(OperationalError, match="readonly"):
            await SqlUsers(connection, TENANT_ID).add([new_user()])


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
            with pytest.raises(Unavailable, match="locked"):
                await add(units, ada)
        await add(units, ada)
        assert await is_stored(units, ada)


async def test_a_full_disk_is_unavailable_and_stores_nothing(database: Database) -> None:
    def allow_no_more_pages(connection: DBAPIConnection, *_: object) -> None:
        connection.cursor().execute("PRAGMA max_page_count = 1")

    await database.writer.dispose()  # the next connection is a new one, with the limit
    event.listen(database.writer.sync_engine, "connect", allow_no_more_pages)
    units, many = units_on(database), [new_user(f"user-{number}") for number in range(200)]
    with pytest.raises(Unavailable, match="full"):
        await add(units, *many)
    assert not await is_stored(units, many[0])


@dataclass(frozen=True)
class AddTwice(Command[None]):
    """Its handler adds a user, then asks the bus to do so again."""

    user: User


async def test_a_handler_that_asks_for_another_transaction_stores_nothing(units: SqlUnits) -> None:
    async def add_twice(command: AddTwice, uow: UnitOfWork) -> None:
        await uow.users.add([command.user])
        await bus.execute(AddTwice(new_user("grace")))

    bus, ada = Bus(units, {AddTwice: add_twice}, {}), new_user("ada")
    with pytest.raises(NestedExecute):
        await bus.execute(AddTwice(ada))
    assert not await is_stored(units, ada)
    await add(units, ada)


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
