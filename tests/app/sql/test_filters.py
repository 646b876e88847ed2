"""Filters and orders: on all pages together stands what Python's own sort says, in its order."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert

from reference_app.application.bus import Bus
from reference_app.application.catalog import COMMANDS, QUERIES
from reference_app.application.filters import (
    EVERYBODY,
    NEWEST_FIRST,
    AllOf,
    AnyOf,
    By,
    Filter,
    Op,
    Order,
    Where,
    digest,
)
from reference_app.application.users import ListUsers
from reference_app.application.views import UserView
from reference_app.domain.errors import BadCursor
from reference_app.domain.paging import Cursor, Value
from reference_app.domain.users import User
from reference_app.domain.values import comparison_key
from reference_app.infrastructure.sql.engine import Database
from reference_app.infrastructure.sql.mapping import row_of
from reference_app.infrastructure.sql.rows import USERS
from tests.app.application.listed import listed_as
from tests.app.domain.people import NOON, new_user
from tests.app.sql.transactions import OTHER_TENANT, units_on

FIELDS = ("created_at", "updated_at", "username", "email", "full_name")
NAMES = [
    None,
    "Ada",
    "ada",
    "\u00c4da",
    "Gro\u00df",
    "GROSS",
    "100%",
    "a_b",
    "a/b",
    "a\\b",
    "\U0001f600",
]
MOMENTS = [NOON + timedelta(microseconds=each) for each in range(3)]
AGES = [datetime(1, 1, 1, tzinfo=UTC), datetime.max.replace(tzinfo=UTC)]

people = st.lists(
    st.tuples(
        st.sampled_from(NAMES), st.sampled_from(MOMENTS), st.sampled_from(MOMENTS), st.booleans()
    ),
    max_size=14,
)
keys = st.sampled_from([comparison_key(name) for name in NAMES if name] + ["", "a", "s", "%", "_"])
texts = keys | st.sampled_from(["u", "user-1", "USER", "user-1@example.com", "\U0010fffe"])
text_filters = st.builds(
    Where,
    st.sampled_from(["username", "email", "full_name"]),
    st.sampled_from([Op.EQUAL, Op.ABOVE, Op.STARTS_WITH, Op.CONTAINS]),
    texts,
)
time_filters = st.builds(
    Where,
    st.sampled_from(["created_at", "updated_at"]),
    st.sampled_from([Op.FROM, Op.BELOW, Op.EQUAL]),
    st.sampled_from([*MOMENTS, *AGES]),
)
activity = st.builds(Where, st.just("is_active"), st.just(Op.EQUAL), st.booleans())
filters: st.SearchStrategy[Filter] = st.recursive(
    text_filters | time_filters | activity,
    lambda inner: st.builds(
        lambda kind, parts: kind(tuple(parts)),
        st.sampled_from([AllOf, AnyOf]),
        st.lists(inner, max_size=3),
    ),
    max_leaves=4,
)
orders = st.lists(
    st.builds(By, st.sampled_from(FIELDS), st.booleans()),
    min_size=1,
    max_size=3,
    unique_by=lambda by: by.field,
).map(lambda by: Order(tuple(by)))


def bus_on(database: Database) -> Bus:
    return Bus(units_on(database), COMMANDS, QUERIES)


async def stored(
    database: Database, *people: tuple[str | None, datetime, datetime, bool]
) -> list[UserView]:
    users = [
        User(
            replace(
                new_user(f"user-{number}", full_name=name).state,
                created_at=created_at,
                updated_at=updated_at,
                is_active=is_active,
            )
        )
        for number, (name, created_at, updated_at, is_active) in enumerate(people)
    ]
    async with database.writer.begin() as connection:
        if users:
            await connection.execute(insert(USERS), list(map(row_of, users)))
    return [UserView.of(User(user.state, version=1)) for user in users]


async def all_pages(
    bus: Bus, filter: Filter = EVERYBODY, order: Order = NEWEST_FIRST, limit: int = 3
) -> list[UserView]:
    seen: list[UserView] = []
    cursor: str | None = None
    while True:
        page = await bus.execute(ListUsers(limit=limit, cursor=cursor, filter=filter, order=order))
        seen += page.items
        cursor = page.next_cursor
        if cursor is None:
            return seen
        assert len(page.items) == limit
        assert len(seen) < 100, "the pages turn in a circle"


@settings(
    deadline=None,
    derandomize=True,
    max_examples=200,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(people=people, filter=st.just(EVERYBODY) | filters, order=orders, limit=st.integers(1, 4))
async def test_all_pages_are_what_python_finds_and_as_it_sorts(
    database: Database,
    people: list[tuple[str | None, datetime, datetime, bool]],
    filter: Filter,
    order: Order,
    limit: int,
) -> None:
    async with database.writer.begin() as connection:
        await connection.execute(delete(USERS))
    views = await stored(database, *people)
    seen = await all_pages(bus_on(database), filter, order, limit)
    assert seen == listed_as(views, filter, order)


@pytest.mark.parametrize("directions", list(product([False, True], repeat=3)))
async def test_among_equals_the_next_field_decides_whatever_its_direction(
    database: Database, directions: tuple[bool, ...]
) -> None:
    people = product(["Ada", "Bea", None], MOMENTS, MOMENTS, [True])
    views = await stored(database, *people)
    order = Order(tuple(map(By, ("full_name", "created_at", "updated_at"), directions)))
    seen = await all_pages(bus_on(database), order=order, limit=2)
    assert seen == listed_as(views, EVERYBODY, order)


@pytest.mark.parametrize("sign", ["%", "_", "/", "\\", "'", "\U0001f600", "[", "*", "?"])
async def test_a_sign_stands_for_itself(database: Database, sign: str) -> None:
    names = [f"a{sign}b", "axb", "ab", sign, None]
    await stored(database, *((name, NOON, NOON, True) for name in names))
    contains = Where("full_name", Op.CONTAINS, f"a{sign}b")
    starts = Where("full_name", Op.STARTS_WITH, sign)
    for filter, expected in ((contains, f"a{sign}b"), (starts, sign)):
        [found] = await all_pages(bus_on(database), filter)
        assert found.full_name == expected


async def test_a_beginning_is_met_up_to_the_last_character(database: Database) -> None:
    names = ["ab", "ab\U0001f600", "ac", "aa"]
    await stored(database, *((name, NOON, NOON, True) for name in names))
    found = await all_pages(bus_on(database), Where("full_name", Op.STARTS_WITH, "ab"))
    assert {view.full_name for view in found} == {"ab", "ab\U0001f600"}


async def test_the_nameless_come_first_and_are_seen_once_in_either_direction(
    database: Database,
) -> None:
    """What a page by a column with NULLs loses."""
    await stored(database, *((name, NOON, NOON, True) for name in (None, "Bea", None, "Ada", None)))
    upward = await all_pages(bus_on(database), order=Order((By("full_name"),)), limit=1)
    downward = await all_pages(bus_on(database), order=Order((By("full_name", True),)), limit=1)
    assert [view.full_name for view in upward] == [None, None, None, "Ada", "Bea"]
    assert downward == upward[::-1]


async def test_neither_filter_nor_order_shows_another_tenants_users(database: Database) -> None:
    await stored(database, ("Ada", NOON, NOON, True))
    others = Bus(units_on(database, OTHER_TENANT), COMMANDS, QUERIES)
    filter = AnyOf((Where("full_name", Op.EQUAL, "ada"), Where("is_active", Op.EQUAL, True)))
    assert await all_pages(others, filter) == []


@pytest.mark.parametrize(
    "values",
    [(), (NOON,), ("x", "y"), (NOON, NOON), (NOON, "x"), (new_user().state.id, NOON)],
)
async def test_a_cursor_with_values_of_another_kind_is_bad(
    database: Database, values: tuple[Value, ...]
) -> None:
    """Its maker may look up what our digest is, so it can fit the question and be wrong."""
    made = Cursor(values, digest(EVERYBODY, NEWEST_FIRST)).encode()
    with pytest.raises(BadCursor):
        await bus_on(database).execute(ListUsers(cursor=made))
