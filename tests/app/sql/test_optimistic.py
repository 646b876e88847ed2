"""Two who change the same version: the second is told, and nothing of the first is lost."""

from datetime import timedelta

import pytest

from reference_app.application.bus import Bus
from reference_app.application.catalog import COMMANDS, QUERIES
from reference_app.application.users import ChangeUser, CreateUser, GetUser
from reference_app.domain.errors import Conflict, StaleVersion
from reference_app.domain.ids import TenantId, UserId
from reference_app.domain.users import User
from reference_app.domain.values import FullName
from reference_app.infrastructure.sql.engine import Database
from reference_app.infrastructure.sql.stores import SqlUsers
from tests.app.domain.people import NOON, TENANT_ID, new_user
from tests.app.sql.transactions import OTHER_TENANT, units_on

LATER = NOON + timedelta(hours=1)


@pytest.fixture
def bus(database: Database) -> Bus:
    return Bus(units_on(database), COMMANDS, QUERIES)


async def load(database: Database, user_id: UserId) -> User:
    async with database.writer.connect() as connection:
        user = await SqlUsers(connection, TENANT_ID).get(user_id)
    assert user is not None
    return user


async def save(database: Database, user: User, tenant_id: TenantId = TENANT_ID) -> None:
    async with database.writer.begin() as connection:
        await SqlUsers(connection, tenant_id).save(user)


async def test_of_two_changes_of_one_version_the_second_is_refused(database: Database) -> None:
    async with database.writer.begin() as connection:
        await SqlUsers(connection, TENANT_ID).add([ada := new_user("ada")])
    first, second = [await load(database, ada.state.id) for _ in range(2)]
    first.change(now=LATER, full_name=FullName("Countess of Lovelace"))
    second.deactivate(LATER)
    await save(database, first)
    with pytest.raises(Conflict):
        await save(database, second)
    stored = await load(database, ada.state.id)
    assert stored.state == first.state
    assert stored.version == 2


async def test_a_refused_user_can_be_loaded_and_changed_again(database: Database) -> None:
    async with database.writer.begin() as connection:
        await SqlUsers(connection, TENANT_ID).add([ada := new_user("ada")])
    for name in ("Ada King", "Countess of Lovelace"):
        ada = await load(database, ada.state.id)
        ada.change(now=LATER, full_name=FullName(name))
        await save(database, ada)
    assert (await load(database, ada.state.id)).version == 3


async def test_a_change_to_a_user_that_was_never_stored_is_a_conflict(database: Database) -> None:
    with pytest.raises(Conflict):
        await save(database, new_user("ada"))


async def test_another_tenant_changes_nothing(database: Database) -> None:
    async with database.writer.begin() as connection:
        await SqlUsers(connection, TENANT_ID).add([ada := new_user("ada")])
    ada.deactivate(LATER)
    with pytest.raises(Conflict):
        await save(database, ada, OTHER_TENANT.id)
    assert (await load(database, ada.state.id)).can_sign_in


async def test_a_caller_who_names_an_old_version_changes_nothing(bus: Bus) -> None:
    ada = await bus.execute(CreateUser(email="ada@example.com", username="ada"))
    change = ChangeUser(user_id=UserId(ada.id), full_name="Ada", expected_version=ada.version)
    assert (await bus.execute(change)).version == 2
    with pytest.raises(StaleVersion):
        await bus.execute(change)
    assert (await bus.execute(GetUser(user_id=UserId(ada.id)))).version == 2


async def test_a_change_that_changes_nothing_keeps_the_version(bus: Bus) -> None:
    ada = await bus.execute(CreateUser(email="ada@example.com", username="ada"))
    same = await bus.execute(ChangeUser(user_id=UserId(ada.id), email="ada@example.com"))
    assert same == ada
