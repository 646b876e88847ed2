"""The app as `build` gives it: whole, on real parts, and closed at the end."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from dependency_injector.providers import Callable

from reference_app.application.ports import Unavailable, Units
from reference_app.application.users import (
    ChangeUser,
    CreateUser,
    CreateUsers,
    DeleteUser,
    GetUser,
    ListUsers,
    RestoreUser,
)
from reference_app.container import build
from reference_app.domain.errors import SeatsTaken, UserNotFound
from reference_app.domain.ids import UserId
from reference_app.settings import DatabaseSettings, Settings, SettingsError

ADA = CreateUser(email="ada@example.com", username="ada")
GRACE = CreateUser(email="grace@example.com", username="grace")
THIRD = CreateUser(email="third@example.com", username="third")


async def test_the_whole_life_of_a_user_with_nothing_replaced(settings: Settings) -> None:
    async with build(settings) as app:
        before = datetime.now(UTC)
        ada = await app.bus.execute(ADA)
        assert before <= ada.created_at <= datetime.now(UTC)
        user_id = UserId(ada.id)
        changed = await app.bus.execute(ChangeUser(user_id=user_id, full_name="Ada Lovelace"))
        assert await app.bus.execute(GetUser(user_id=user_id)) == changed
        await app.bus.execute(DeleteUser(user_id=user_id))
        with pytest.raises(UserNotFound):
            await app.bus.execute(GetUser(user_id=user_id))
        restored = await app.bus.execute(RestoreUser(user_id=user_id))
        assert (await app.bus.execute(ListUsers())).items == (restored,)
        assert restored.version == 4


async def test_the_seats_are_those_of_the_settings(settings: Settings) -> None:
    async with build(settings) as app:
        await app.bus.execute(CreateUsers(users=(ADA, GRACE)))
        with pytest.raises(SeatsTaken):
            await app.bus.execute(THIRD)


async def test_what_was_stored_is_there_after_a_restart(settings: Settings) -> None:
    async with build(settings) as app:
        ada = await app.bus.execute(ADA)
    async with build(settings) as app:
        assert await app.bus.execute(GetUser(user_id=UserId(ada.id))) == ada


async def test_without_settings_the_environment_decides(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("APP__DATABASE__URL", settings.database.url)
    async with build() as app:
        await app.units.ping()
        assert app.settings.database.url == settings.database.url


async def test_an_environment_that_is_wrong_ends_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("APP__DATABSE__URL", "sqlite+aiosqlite:///app.db")
    with pytest.raises(SettingsError, match="did you mean APP__DATABASE__URL"):
        async with build():
            pass


async def test_it_warns_that_nobody_signs_in(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    async with build(settings):
        pass
    (warning,) = [each for each in caplog.records if each.name == "reference_app"]
    assert warning.levelname == "WARNING"
    assert "no sign-in" in warning.getMessage()
    assert "Analytical Engines" in warning.getMessage()
    assert str(settings.tenant.id) in warning.getMessage()


@pytest.fixture
def no_thread_stays() -> Iterator[None]:
    """Each open connection has a thread of its own."""
    before = set(threading.enumerate())
    yield
    for thread in set(threading.enumerate()) - before:
        thread.join(timeout=5)
        assert not thread.is_alive()


async def ask_and_fail(settings: Settings) -> None:
    async with build(settings) as app:
        await app.bus.execute(ADA)
        await app.units.ping()
        raise RuntimeError("in the middle")


@pytest.mark.usefixtures("no_thread_stays")
async def test_an_error_comes_through_and_leaves_nothing_open(settings: Settings) -> None:
    with pytest.raises(RuntimeError, match="in the middle"):
        await ask_and_fail(settings)


@pytest.mark.usefixtures("no_thread_stays")
async def test_a_file_that_cannot_be_opened_ends_the_start_with_a_sentence(tmp_path: Path) -> None:
    settings = Settings(database=DatabaseSettings(url=f"sqlite+aiosqlite:///{tmp_path}"))
    with pytest.raises(Unavailable, match="unable to open database file"):
        async with build(settings):
            pass


@pytest.mark.usefixtures("no_thread_stays")
async def test_a_start_that_fails_later_leaves_nothing_open(settings: Settings) -> None:
    def no_units() -> Units:
        raise RuntimeError("no units today")

    with pytest.raises(RuntimeError, match="no units"):
        async with build(settings, units=Callable(no_units)):
            pass
