"""Changing one user. Versions are in `test_versions.py`."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from reference_app.application.users import (
    ChangeUser,
    CreateUser,
    DeleteUser,
    change_user,
    create_user,
    delete_user,
)
from reference_app.domain.errors import (
    InvalidValue,
    Rejected,
    UserNotFound,
)
from reference_app.domain.ids import UserId
from tests.app.application.fakes import InMemoryUnits, do, get
from tests.app.domain.people import NOON

ADA = CreateUser(email="Ada@example.com", username="Ada", full_name=" Ada Lovelace ")
NOBODY = UserId(UUID(int=99))


@pytest.fixture
def units() -> InMemoryUnits:
    return InMemoryUnits()


class TestChangeUser:
    async def test_changes_what_is_mentioned_and_only_that(self, units: InMemoryUnits) -> None:
        ada = await do(units, create_user, ADA)
        units.clock.time += timedelta(hours=1)
        change = ChangeUser(user_id=UserId(ada.id), username="Countess")
        changed = await do(units, change_user, change)
        assert changed == await get(units, ada.id)
        assert (changed.username, changed.version) == ("countess", 2)
        assert (changed.email, changed.full_name) == (ada.email, ada.full_name)
        assert (changed.created_at, changed.updated_at) == (NOON, NOON + timedelta(hours=1))

    async def test_may_change_every_name(self, units: InMemoryUnits) -> None:
        ada = await do(units, create_user, ADA)
        change = ChangeUser(
            user_id=UserId(ada.id), email="a@b.org", username="king", full_name="Ada King"
        )
        changed = await do(units, change_user, change)
        assert (changed.email, changed.username) == ("a@b.org", "king")
        assert changed.full_name == "Ada King"

    async def test_of_a_name_leaves_an_inactive_user_inactive(self, units: InMemoryUnits) -> None:
        ada = await do(units, create_user, ADA)
        await do(units, change_user, ChangeUser(user_id=UserId(ada.id), is_active=False))
        change = ChangeUser(user_id=UserId(ada.id), full_name="Ada King")
        assert not (await do(units, change_user, change)).is_active

    async def test_to_none_empties_the_full_name(self, units: InMemoryUnits) -> None:
        ada = await do(units, create_user, ADA)
        same = await do(units, change_user, ChangeUser(user_id=UserId(ada.id)))
        assert same == ada
        change = ChangeUser(user_id=UserId(ada.id), full_name=None)
        assert (await do(units, change_user, change)).full_name is None
        state, _ = units.rows[UserId(ada.id)]
        assert state.full_name is None

    async def test_switches_activity_off_and_on(self, units: InMemoryUnits) -> None:
        ada = await do(units, create_user, ADA)
        for is_active in (False, False, True):
            change = ChangeUser(user_id=UserId(ada.id), is_active=is_active)
            changed = await do(units, change_user, change)
            assert changed.is_active == is_active
        assert changed.version == 3, "the second press of the same switch changed nothing"

    async def test_stores_several_changes_as_one_version(self, units: InMemoryUnits) -> None:
        ada = await do(units, create_user, ADA)
        change = ChangeUser(user_id=UserId(ada.id), full_name="A. L.", is_active=False)
        changed = await do(units, change_user, change)
        assert (changed.full_name, changed.is_active, changed.version) == ("A. L.", False, 2)

    async def test_names_every_invalid_field_at_once(self, units: InMemoryUnits) -> None:
        ada = await do(units, create_user, ADA)
        change: Any = ChangeUser(user_id=UserId(ada.id), email="", username="", full_name="")
        with pytest.raises(Rejected) as refusal:
            await do(units, change_user, change)
        paths = [reason.path for reason in refusal.value.reasons]
        assert paths == [("email",), ("username",), ("full_name",)]
        assert await get(units, ada.id) == ada

    async def test_checks_the_full_name_even_alone(self, units: InMemoryUnits) -> None:
        ada = await do(units, create_user, ADA)
        with pytest.raises(InvalidValue):
            await do(units, change_user, ChangeUser(user_id=UserId(ada.id), full_name="\x00"))

    async def test_of_nobody_or_of_a_deleted_user_is_refused(self, units: InMemoryUnits) -> None:
        ada = await do(units, create_user, ADA)
        await do(units, delete_user, DeleteUser(user_id=UserId(ada.id)))
        for user_id in (NOBODY, UserId(ada.id)):
            with pytest.raises(UserNotFound):
                await do(units, change_user, ChangeUser(user_id=user_id, is_active=False))
