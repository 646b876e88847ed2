"""Questions in the app's own words: how an order is written, and what a cursor is bound to."""

from datetime import timedelta
from typing import Any

import pytest

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
    asked,
    digest,
)
from reference_app.application.users import CreateUser, ListUsers, create_user, list_users
from reference_app.domain.errors import BadCursor, InvalidValue
from reference_app.domain.paging import Cursor
from tests.app.application.fakes import InMemoryUnits, do
from tests.app.domain.people import NOON

FIELDS = ("username", "created_at", "email", "full_name")
ADA = Where("username", Op.EQUAL, "ada")
ACTIVE = Where("is_active", Op.EQUAL, True)


def test_an_order_is_read_from_the_left() -> None:
    read = Order.parse("full_name,-created_at", FIELDS)
    assert read == Order((By("full_name"), By("created_at", descending=True)))


@pytest.mark.parametrize(
    "text", ["", "-", ",", "id", "username,", "username,-username", ",".join(FIELDS)]
)
def test_what_is_no_order_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue, match="username, created_at, email, full_name") as refusal:
        Order.parse(text, FIELDS)
    assert refusal.value.path == ("sort",)


@pytest.mark.parametrize(
    "filter",
    [
        ADA,
        ACTIVE,
        AllOf((ADA,)),
        AnyOf((ADA,)),
        AllOf((ADA, ACTIVE)),
        AnyOf((ADA, ACTIVE)),
        Where("email", Op.EQUAL, "ada"),
        Where("username", Op.STARTS_WITH, "ada"),
        Where("created_at", Op.FROM, NOON),
        Where("created_at", Op.FROM, NOON + timedelta(microseconds=1)),
    ],
)
def test_a_cursor_of_any_other_filter_is_bad(filter: Filter) -> None:
    cursor = Cursor((NOON,), digest(EVERYBODY, NEWEST_FIRST)).encode()
    assert asked(5, cursor, EVERYBODY, NEWEST_FIRST).cursor == Cursor.decode(cursor)
    with pytest.raises(BadCursor, match="another filter or order"):
        asked(5, cursor, filter, NEWEST_FIRST)


@pytest.mark.parametrize("by", [[By("created_at")], [By("created_at", True), By("username")]])
def test_a_cursor_of_any_other_order_is_bad(by: list[By]) -> None:
    cursor = Cursor((NOON,), digest(EVERYBODY, NEWEST_FIRST)).encode()
    with pytest.raises(BadCursor, match="another filter or order"):
        asked(5, cursor, EVERYBODY, Order(tuple(by)))


def test_a_digest_is_as_ever() -> None:
    """Clients keep cursors while the app is replaced, and Python with it."""
    assert digest(EVERYBODY, NEWEST_FIRST) == "9bd4c04cbebdba86"
    filter = AllOf((ADA, ACTIVE, Where("created_at", Op.FROM, NOON)))
    assert digest(filter, Order((By("username"),))) == "c95f70a9e34c4b9c"


async def test_a_list_is_filtered_and_sorted_and_begins_behind_its_cursor() -> None:
    units = InMemoryUnits()
    for name in ("ada", "bea", "cleo", "dora"):
        await do(units, create_user, CreateUser(email=f"{name}@example.com", username=name))
    question: dict[str, Any] = {
        "limit": 2,
        "filter": Where("username", Op.ABOVE, "ada"),
        "order": Order((By("username", descending=True),)),
    }
    async with units.read() as reader:
        first = await list_users(ListUsers(**question), reader)
        second = await list_users(ListUsers(**question, cursor=first.next_cursor), reader)
    assert [view.username for view in first.items] == ["dora", "cleo"]
    assert [view.username for view in second.items] == ["bea"]
    assert second.next_cursor is None
