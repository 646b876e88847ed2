"""The store of users: one tenant's, whole aggregates in and out."""

from datetime import timedelta
from uuid import UUID

import pytest

from reference_app.domain.errors import EmailTaken, UsernameTaken
from reference_app.domain.ids import TenantId, UserId
from reference_app.domain.users import User
from reference_app.domain.values import EmailAddress, Username
from reference_app.infrastructure.sql.engine import Database
from reference_app.infrastructure.sql.stores import SqlUsers
from tests.app.domain.people import NOON, TENANT_ID, new_user

LATER = NOON + timedelta(hours=1)
OTHER_TENANT = TenantId(UUID(int=2))


async def add(database: Database, *users: User) -> None:
    async with database.writer.begin() as connection:
        await SqlUsers(connection, TENANT_ID).add(users)


async def save(database: Database, user: User) -> None:
    async with database.writer.begin() as connection:
        await SqlUsers(connection, TENANT_ID).save(user)


async def load(database: Database, user: User) -> User:
    async with database.writer.connect() as connection:
        found = await SqlUsers(connection, TENANT_ID).get(user.state.id)
    assert found is not None
    return found


async def test_a_user_that_was_added_can_be_loaded(database: Database) -> None:
    ada = new_user("ada")
    await add(database, ada)
    found = await load(database, ada)
    assert found == ada
    assert found.state == ada.state
    assert found.version == ada.version == 1


async def test_what_nobody_stored_is_none(database: Database) -> None:
    async with database.writer.connect() as connection:
        assert await SqlUsers(connection, TENANT_ID).get(UserId(UUID(int=9))) is None


async def test_a_change_is_stored_as_the_next_version(database: Database) -> None:
    ada = new_user("ada")
    await add(database, ada)
    ada.change(now=LATER, username=Username("lovelace"), full_name=None)
    await save(database, ada)
    found = await load(database, ada)
    assert found.state == ada.state
    assert found.version == ada.version == 2


async def test_a_stored_user_has_nothing_left_to_store(database: Database) -> None:
    ada = new_user("ada")
    await add(database, ada)
    assert not ada.has_changed
    await save(database, ada)
    assert (await load(database, ada)).version == 1


async def test_a_deleted_user_can_still_be_loaded(database: Database) -> None:
    ada = new_user("ada")
    await add(database, ada)
    ada.delete(LATER)
    await save(database, ada)
    assert (await load(database, ada)).is_deleted


async def test_what_a_deleted_user_held_is_free(database: Database) -> None:
    ada, successor = new_user("ada"), new_user("ada")
    await add(database, ada)
    ada.delete(LATER)
    await save(database, ada)
    await add(database, successor)
    assert (await load(database, successor)).state.email == ada.state.email


@pytest.mark.parametrize(
    ("newcomer", "error"),
    [
        (new_user("grace", email="ADA@example.com"), EmailTaken),
        (new_user("ada", email="grace@example.com"), UsernameTaken),
    ],
)
async def test_a_deleted_user_cannot_come_back_to_what_others_took(
    database: Database, newcomer: User, error: type[Exception]
) -> None:
    ada = new_user("ada")
    await add(database, ada)
    ada.delete(LATER)
    await save(database, ada)
    await add(database, newcomer)
    ada.restore(LATER)
    with pytest.raises(error):
        await save(database, ada)


async def test_a_change_to_what_another_holds_is_refused(database: Database) -> None:
    ada, grace = new_user("ada"), new_user("grace")
    await add(database, ada, grace)
    grace.change(now=LATER, email=EmailAddress("Ada@example.com"))
    with pytest.raises(EmailTaken):
        await save(database, grace)
    assert grace.has_changed


async def test_another_tenant_finds_nothing(database: Database) -> None:
    ada = new_user("ada")
    await add(database, ada)
    async with database.writer.connect() as connection:
        elsewhere = SqlUsers(connection, OTHER_TENANT)
        assert await elsewhere.get(ada.state.id) is None
        assert await elsewhere.count_seats_used() == 0


async def test_live_users_hold_seats_and_deleted_ones_do_not(database: Database) -> None:
    ada, grace = new_user("ada"), new_user("grace")
    await add(database, ada, grace)
    ada.delete(LATER)
    grace.deactivate(LATER)
    await save(database, ada)
    await save(database, grace)
    async with database.writer.connect() as connection:
        assert await SqlUsers(connection, TENANT_ID).count_seats_used() == 1
