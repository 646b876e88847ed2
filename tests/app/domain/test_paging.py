"""Pages: what may be asked for, and where a page is cut. Cursors are in test_cursors.py."""

from dataclasses import FrozenInstanceError, fields
from typing import Any

import pytest

from reference_app.domain.errors import InvalidValue
from reference_app.domain.paging import DEFAULT_LIMIT, MAX_LIMIT, Page, PageRequest


def test_a_request_never_changes() -> None:
    _never_changes(PageRequest(filter="all", order="newest"))


def test_a_page_never_changes() -> None:
    _never_changes(Page((1, 2), None))


def _never_changes(value: Any) -> None:
    for field in fields(value):
        with pytest.raises(FrozenInstanceError):
            setattr(value, field.name, None)


class TestPageRequest:
    def test_asks_for_twenty_from_the_first_unless_told(self) -> None:
        request = PageRequest(filter="all", order="newest")
        assert (request.limit, request.cursor) == (DEFAULT_LIMIT, None)
        assert (DEFAULT_LIMIT, MAX_LIMIT) == (20, 100)

    @pytest.mark.parametrize("limit", [1, 100])
    def test_may_ask_for_1_to_100(self, limit: int) -> None:
        assert PageRequest(filter="all", order="newest", limit=limit).limit == limit

    @pytest.mark.parametrize("limit", [0, -1, 101, 10**9, 10**400, -(10**400)])
    def test_refuses_any_other_number(self, limit: int) -> None:
        with pytest.raises(InvalidValue, match="1 to 100 items") as refusal:
            PageRequest(filter="all", order="newest", limit=limit)
        assert refusal.value.path == ("limit",)


class Place:
    """As much of a cursor as a page asks for."""

    def __init__(self, number: int) -> None:
        self._number = number

    def encode(self) -> str:
        return f"behind {self._number}"


place: Any = Place


class TestPage:
    def test_has_a_next_one_when_one_item_too_many_was_found(self) -> None:
        page = Page.cut([9, 8, 7, 6], limit=3, place=place)
        assert page == Page((9, 8, 7), "behind 7")

    @pytest.mark.parametrize("found", [[], [9], [9, 8, 7]])
    def test_is_the_last_one_otherwise(self, found: list[int]) -> None:
        assert Page.cut(found, limit=3, place=place) == Page(tuple(found), None)
