"""One transaction: all or nothing, whatever goes wrong, and the next one finds a free way."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from reference_app.application.bus import Bus, NestedExecute
from reference_app.application.messages import Command
from reference_app.application.ports import UnitOfWork
from reference_app.domain.users import User
from reference_app.infrastructure.sql.engine import Database
from reference_app.infrastructure.sql.stores import SqlUsers
from reference_app.infrastructure.sql.unit_of_work import SqlUnits
from tests.app.domain.people import TENANT_ID, new_user
from tests.app.sql.files import SOON, opened
from tests.app.sql.transactions import TENANT, Refused, add, add_and_refuse, is_stored, units_on


@pytest.fixture
def units(database: Database) -> SqlUnits:
    return units_on(database)


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


async def test_a_read_waits_for_no_write_and_sees_none_that_is_not_committed(file: Path) -> None:
    async with opened(file, patience=SOON) as database:
        units, ada = units_on(database), new_user("ada")
        async with units.write() as uow:
            await uow.users.add([ada])
            assert not await is_stored(units, ada)


async def test_a_store_on_a_readers_connection_cannot_write(database: Database) -> None:
    async with database.reader.connect() as connection:
        with pytest.raises(OperationalError, match="readonly"):
            await SqlUsers(connection, TENANT_ID).add([new_user()])


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
