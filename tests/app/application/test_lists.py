"""Lists of users, page by page."""

from datetime import timedelta

import pytest

from reference_app.application.users import (
    CreateUser,
    DeleteUser,
    ListUsers,
    create_user,
    delete_user,
    list_users,
)
from reference_app.application.views import UserView
from reference_app.domain.errors import BadCursor, InvalidValue
from reference_app.domain.ids import UserId
from reference_app.domain.paging import Page
from tests.app.application.fakes import InMemoryUnits, do


async def sign_up(units: InMemoryUnits, *names: str) -> list[UserView]:
    """One after the other, a second apart."""
    views = []
    for name in names:
        units.clock.time += timedelta(seconds=1)
        message = CreateUser(email=f"{name}@example.com", username=name)
        views.append(await do(units, create_user, message))
    return views


async def page(units: InMemoryUnits, query: ListUsers) -> Page[UserView]:
    async with units.read() as reader:
        return await list_users(query, reader)


@pytest.fixture
def units() -> InMemoryUnits:
    return InMemoryUnits()


async def test_the_newest_come_first(units: InMemoryUnits) -> None:
    ada, bea = await sign_up(units, "ada", "bea")
    assert await page(units, ListUsers()) == Page((bea, ada), None)


async def test_pages_follow_each_other_until_there_is_none(units: InMemoryUnits) -> None:
    await sign_up(units, "ada", "bea", "cleo", "dora", "eve")
    seen, cursor = list[str](), None
    while len(seen) < 5:
        found = await page(units, ListUsers(limit=2, cursor=cursor))
        seen += [view.username for view in found.items]
        cursor = found.next_cursor
    assert seen == ["eve", "dora", "cleo", "bea", "ada"]
    assert cursor is None


async def test_a_page_has_twenty_users_unless_told(units: InMemoryUnits) -> None:
    await sign_up(units, *(f"user-{number}" for number in range(21)))
    found = await page(units, ListUsers())
    assert len(found.items) == 20
    assert found.next_cursor


async def test_deleted_users_are_in_no_list(units: InMemoryUnits) -> None:
    (ada,) = await sign_up(units, "ada")
    await do(units, delete_user, DeleteUser(user_id=UserId(ada.id)))
    assert await page(units, ListUsers()) == Page((), None)


@pytest.mark.parametrize("limit", [0, -1, 101, 10**9])
async def test_a_limit_out_of_range_is_refused(units: InMemoryUnits, limit: int) -> None:
    with pytest.raises(InvalidValue) as refusal:
        await page(units, ListUsers(limit=limit))
    assert refusal.value.path == ("limit",)


@pytest.mark.parametrize("cursor", ["", "2", "x" * 33])
async def test_a_bad_cursor_is_refused(units: InMemoryUnits, cursor: str) -> None:
    with pytest.raises(BadCursor):
        await page(units, ListUsers(cursor=cursor))
