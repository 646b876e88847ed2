"""Deleting and restoring a user: what becomes free, and what brings it back."""

from datetime import timedelta
from uuid import UUID

import pytest

from reference_app.application.users import (
    CreateUser,
    DeleteUser,
    RestoreUser,
    create_user,
    delete_user,
    restore_user,
)
from reference_app.domain.errors import (
    EmailTaken,
    SeatsTaken,
    UsernameTaken,
    UserNotFound,
)
from reference_app.domain.ids import UserId
from tests.app.application.fakes import ONE_SEAT, InMemoryUnits, do, get
from tests.app.domain.people import NOON

ADA = CreateUser(email="Ada@example.com", username="Ada", full_name=" Ada Lovelace ")
GRACE = CreateUser(email="grace@example.com", username="grace")
NOBODY = UserId(UUID(int=99))


@pytest.fixture
def units() -> InMemoryUnits:
    return InMemoryUnits()


class TestDeleteUser:
    async def test_hides_the_user_and_frees_names_and_seat(self) -> None:
        units = InMemoryUnits(ONE_SEAT)
        ada = await do(units, create_user, ADA)
        await do(units, delete_user, DeleteUser(user_id=UserId(ada.id)))
        with pytest.raises(UserNotFound):
            await get(units, ada.id)
        assert (await do(units, create_user, ADA)).id != ada.id

    async def test_keeps_the_row_with_the_time_of_deletion(self, units: InMemoryUnits) -> None:
        ada = await do(units, create_user, ADA)
        units.clock.time += timedelta(hours=1)
        await do(units, delete_user, DeleteUser(user_id=UserId(ada.id)))
        state, version = units.rows[UserId(ada.id)]
        assert (state.deleted_at, version) == (NOON + timedelta(hours=1), 2)

    async def test_of_nobody_or_twice_is_refused(self, units: InMemoryUnits) -> None:
        ada = await do(units, create_user, ADA)
        await do(units, delete_user, DeleteUser(user_id=UserId(ada.id)))
        for user_id in (NOBODY, UserId(ada.id)):
            with pytest.raises(UserNotFound):
                await do(units, delete_user, DeleteUser(user_id=user_id))


class TestRestoreUser:
    async def test_brings_the_user_back_as_it_was(self, units: InMemoryUnits) -> None:
        ada = await do(units, create_user, ADA)
        await do(units, delete_user, DeleteUser(user_id=UserId(ada.id)))
        units.clock.time += timedelta(hours=1)
        restored = await do(units, restore_user, RestoreUser(user_id=UserId(ada.id)))
        assert restored == await get(units, ada.id)
        assert (restored.email, restored.is_active, restored.version) == (ada.email, True, 3)
        assert restored.updated_at == NOON + timedelta(hours=1)

    async def test_leaves_a_live_user_unchanged_even_without_a_free_seat(self) -> None:
        units = InMemoryUnits(ONE_SEAT)
        ada = await do(units, create_user, ADA)
        assert await do(units, restore_user, RestoreUser(user_id=UserId(ada.id))) == ada

    @pytest.mark.parametrize(
        ("successor", "refusal"),
        [
            (CreateUser(email="ada@example.com", username="other"), EmailTaken),
            (CreateUser(email="other@example.com", username="ada"), UsernameTaken),
        ],
    )
    async def test_is_refused_once_somebody_else_has_the_name(
        self, units: InMemoryUnits, successor: CreateUser, refusal: type[Exception]
    ) -> None:
        ada = await do(units, create_user, ADA)
        await do(units, delete_user, DeleteUser(user_id=UserId(ada.id)))
        await do(units, create_user, successor)
        with pytest.raises(refusal):
            await do(units, restore_user, RestoreUser(user_id=UserId(ada.id)))

    async def test_takes_the_last_free_seat(self) -> None:
        units = InMemoryUnits(ONE_SEAT)
        ada = await do(units, create_user, ADA)
        await do(units, delete_user, DeleteUser(user_id=UserId(ada.id)))
        await do(units, restore_user, RestoreUser(user_id=UserId(ada.id)))
        assert (await get(units, ada.id)).username == "ada"

    async def test_needs_a_free_seat(self) -> None:
        units = InMemoryUnits(ONE_SEAT)
        ada = await do(units, create_user, ADA)
        await do(units, delete_user, DeleteUser(user_id=UserId(ada.id)))
        await do(units, create_user, GRACE)
        with pytest.raises(SeatsTaken):
            await do(units, restore_user, RestoreUser(user_id=UserId(ada.id)))

    async def test_of_nobody_is_refused(self, units: InMemoryUnits) -> None:
        with pytest.raises(UserNotFound):
            await do(units, restore_user, RestoreUser(user_id=NOBODY))
