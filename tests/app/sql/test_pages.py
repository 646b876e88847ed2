"""Pages by keyset: each user that stays is seen exactly once, whatever comes and goes meanwhile."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event, insert

from reference_app.application.bus import Bus
from reference_app.application.catalog import COMMANDS, QUERIES
from reference_app.application.ports import Units
from reference_app.application.users import DeleteUser, ListUsers
from reference_app.application.views import UserView
from reference_app.domain.users import User
from reference_app.infrastructure.sql.engine import Database
from reference_app.infrastructure.sql.mapping import row_of
from reference_app.infrastructure.sql.rows import USERS
from tests.app.domain.people import NOON, new_user
from tests.app.sql.files import opened
from tests.app.sql.transactions import OTHER_TENANT, units_on


def bus_on(units: Units) -> Bus:
    return Bus(units, COMMANDS, QUERIES)


async def add(database: Database, *ages: int, prefix: str = "user") -> list[User]:
    """Users born that many seconds before noon."""
    users = [new_user(f"{prefix}-{number}") for number in range(len(ages))]
    rows = [
        row_of(user) | {"created_at": NOON - timedelta(seconds=age)}
        for user, age in zip(users, ages, strict=True)
    ]
    async with database.writer.begin() as connection:
        await connection.execute(insert(USERS), rows)
    return users


async def all_pages(bus: Bus, limit: int) -> list[UserView]:
    seen: list[UserView] = []
    cursor: str | None = None
    cursors: set[str] = set()
    while True:
        page = await bus.execute(ListUsers(limit=limit, cursor=cursor))
        seen += page.items
        cursor = page.next_cursor
        if cursor is None:
            return seen
        assert len(page.items) == limit
        assert cursor not in cursors, "the pages turn in a circle"
        cursors.add(cursor)


async def test_the_newest_come_first(database: Database) -> None:
    await add(database, 3, 1, 2)
    seen = await all_pages(bus_on(units_on(database)), limit=2)
    assert [view.username for view in seen] == ["user-1", "user-2", "user-0"]


async def test_no_users_are_one_empty_page(database: Database) -> None:
    assert await all_pages(bus_on(units_on(database)), limit=1) == []


async def test_a_full_page_that_is_the_last_has_no_next(database: Database) -> None:
    await add(database, 1, 2)
    page = await bus_on(units_on(database)).execute(ListUsers(limit=2))
    assert len(page.items) == 2
    assert page.next_cursor is None


async def test_neither_the_deleted_nor_another_tenant_are_on_a_page(database: Database) -> None:
    bus, (ada, grace) = bus_on(units_on(database)), await add(database, 1, 2)
    await bus.execute(DeleteUser(user_id=ada.state.id))
    assert [view.id for view in await all_pages(bus, limit=10)] == [grace.state.id]
    assert await all_pages(bus_on(units_on(database, OTHER_TENANT)), limit=10) == []


async def test_the_end_of_a_page_may_be_deleted_before_the_next_is_asked_for(
    database: Database,
) -> None:
    bus, users = bus_on(units_on(database)), await add(database, 1, 2, 3)
    first = await bus.execute(ListUsers(limit=2))
    await bus.execute(DeleteUser(user_id=users[1].state.id))
    second = await bus.execute(ListUsers(limit=2, cursor=first.next_cursor))
    assert [view.id for view in second.items] == [users[2].state.id]


@settings(deadline=None, derandomize=True, max_examples=40)
@given(
    ages=st.lists(st.integers(0, 3), min_size=1, max_size=12),
    newcomers=st.lists(st.integers(0, 3), max_size=4),
    leavers=st.sets(st.integers(0, 11)),
    limit=st.integers(1, 4),
)
async def test_who_stays_is_seen_exactly_once_while_others_come_and_go(
    tmp_path_factory: pytest.TempPathFactory,
    ages: list[int],
    newcomers: list[int],
    leavers: set[int],
    limit: int,
) -> None:
    """Few moments for many users: most of them are equal."""
    async with opened(tmp_path_factory.mktemp("pages") / "app.db") as database:
        bus, users = bus_on(units_on(database)), await add(database, *ages)
        first = await bus.execute(ListUsers(limit=limit))
        if newcomers:
            await add(database, *newcomers, prefix="newcomer")
        left = {users[number].state.id for number in leavers if number < len(users)}
        for user_id in left:
            await bus.execute(DeleteUser(user_id=user_id))
        seen = list(first.items)
        cursor = first.next_cursor
        while cursor is not None:
            page = await bus.execute(ListUsers(limit=limit, cursor=cursor))
            seen += page.items
            cursor = page.next_cursor
        assert sorted(seen, key=_place, reverse=True) == seen
        assert len({view.id for view in seen}) == len(seen)
        assert {user.state.id for user in users} - left <= {view.id for view in seen}


def _place(view: UserView) -> tuple[object, object]:
    return view.created_at, view.id


async def test_a_later_page_is_looked_up_in_the_index_and_not_sorted(database: Database) -> None:
    """What makes the thousandth page as quick as the second; the plan shows it without a clock."""
    asked: list[tuple[str, object]] = []

    def note(connection: object, cursor: object, sql: str, values: object, *_: object) -> None:
        asked.append((sql, values))

    event.listen(database.reader.sync_engine, "before_cursor_execute", note)
    await add(database, 1, 2)
    bus = bus_on(units_on(database))
    first = await bus.execute(ListUsers(limit=1))
    await bus.execute(ListUsers(limit=1, cursor=first.next_cursor))
    async with database.writer.connect() as connection:
        sql, values = asked[-1]
        plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)  # type: ignore[arg-type]
        steps = [row.detail for row in plan]
    assert len(steps) == 1
    assert "users_newest (tenant_id=? AND (created_at,id)<(?,?))" in steps[0]
