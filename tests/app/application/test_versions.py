"""Changes and deletions of a version that the caller has seen, and lost races."""

import pytest

from reference_app.application.users import (
    ChangeUser,
    CreateUser,
    DeleteUser,
    change_user,
    create_user,
    delete_user,
)
from reference_app.domain.errors import Conflict, StaleVersion
from reference_app.domain.ids import UserId
from reference_app.domain.users import User
from reference_app.domain.values import FullName
from tests.app.application.fakes import InMemoryUnits, InMemoryUsers, do

ADA = CreateUser(email="ada@example.com", username="ada")


class OvertakenUsers(InMemoryUsers):
    """Somebody else always stores a newer version first."""

    async def save(self, user: User) -> None:
        raise Conflict("Somebody was faster.")


async def overtaken(units: InMemoryUnits, message: ChangeUser | DeleteUser) -> None:
    async with units.write() as uow:
        uow.users = OvertakenUsers(units.rows)
        if isinstance(message, ChangeUser):
            await change_user(message, uow)
        else:
            await delete_user(message, uow)


@pytest.fixture
def units() -> InMemoryUnits:
    return InMemoryUnits()


@pytest.fixture
async def ada(units: InMemoryUnits) -> UserId:
    return UserId((await do(units, create_user, ADA)).id)


async def test_the_version_that_is_current_may_be_changed(
    units: InMemoryUnits, ada: UserId
) -> None:
    for version in (1, 2):
        change = ChangeUser(user_id=ada, full_name=f"Ada {version}", expected_version=version)
        assert (await do(units, change_user, change)).version == version + 1


@pytest.mark.parametrize("version", [-1, 0, 1, 3, 10**30])
async def test_any_other_version_is_refused_and_nothing_stored(
    units: InMemoryUnits, ada: UserId, version: int
) -> None:
    await do(units, change_user, ChangeUser(user_id=ada, full_name="Ada"))
    change = ChangeUser(user_id=ada, full_name="Eve", expected_version=version)
    with pytest.raises(StaleVersion, match="read it again"):
        await do(units, change_user, change)
    state, stored = units.rows[ada]
    assert (state.full_name, stored) == (FullName("Ada"), 2)


async def test_a_stale_version_is_refused_before_the_change_is_looked_at(
    units: InMemoryUnits, ada: UserId
) -> None:
    with pytest.raises(StaleVersion):
        await do(units, change_user, ChangeUser(user_id=ada, email="", expected_version=9))


async def test_the_version_that_is_current_may_be_deleted(
    units: InMemoryUnits, ada: UserId
) -> None:
    await do(units, delete_user, DeleteUser(user_id=ada, expected_version=1))
    state, stored = units.rows[ada]
    assert (state.deleted_at, stored) == (units.clock.time, 2)


@pytest.mark.parametrize("version", [0, 2])
async def test_any_other_version_is_not_deleted(
    units: InMemoryUnits, ada: UserId, version: int
) -> None:
    with pytest.raises(StaleVersion, match="read it again"):
        await do(units, delete_user, DeleteUser(user_id=ada, expected_version=version))
    state, stored = units.rows[ada]
    assert (state.deleted_at, stored) == (None, 1)


@pytest.mark.parametrize("message", [ChangeUser, DeleteUser])
async def test_a_lost_race_is_a_conflict(
    units: InMemoryUnits, ada: UserId, message: type[ChangeUser | DeleteUser]
) -> None:
    with pytest.raises(Conflict):
        await overtaken(units, message(user_id=ada))


@pytest.mark.parametrize("message", [ChangeUser, DeleteUser])
async def test_a_lost_race_is_a_stale_version_for_who_named_one(
    units: InMemoryUnits, ada: UserId, message: type[ChangeUser | DeleteUser]
) -> None:
    with pytest.raises(StaleVersion) as refusal:
        await overtaken(units, message(user_id=ada, expected_version=1))
    assert isinstance(refusal.value.__cause__, Conflict)


async def test_without_a_version_any_is_changed(units: InMemoryUnits, ada: UserId) -> None:
    changed = await do(units, change_user, ChangeUser(user_id=ada, is_active=False))
    assert (changed.is_active, changed.version) == (False, 2)
