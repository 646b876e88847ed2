"""Pages: cursors come back as they went out, anything else is refused; where a page is cut."""

import base64
from dataclasses import FrozenInstanceError, fields
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reference_app.domain.errors import BadCursor, InvalidValue
from reference_app.domain.paging import DEFAULT_LIMIT, MAX_LIMIT, Cursor, Page, PageRequest

MOMENT = datetime(2030, 1, 1, 12, 0, 0, 123_456, tzinfo=UTC)
CURSOR = Cursor(MOMENT, UUID(int=0xFFFF << 64))
moments = st.datetimes(timezones=st.just(UTC))
any_text = st.text(st.characters(exclude_categories=()))  # with what UTF-8 has no bytes for
cursors = st.builds(Cursor, moments, st.uuids())


class TestCursor:
    @given(cursors)
    @example(Cursor(datetime.min.replace(tzinfo=UTC), UUID(int=0)))
    @example(Cursor(datetime.max.replace(tzinfo=UTC), UUID(int=(1 << 128) - 1)))
    def test_comes_back_as_it_went_out(self, cursor: Cursor) -> None:
        back = Cursor.decode(cursor.encode())
        assert back == cursor
        assert back.created_at.tzinfo is UTC

    @given(cursors)
    def test_needs_no_escaping_in_an_address(self, cursor: Cursor) -> None:
        text = cursor.encode()
        assert len(text) == 32
        assert text.replace("-", "").replace("_", "").isalnum()

    def test_is_written_as_ever(self) -> None:
        """Clients keep cursors while the app is replaced."""
        assert CURSOR.encode() == "AAa6IKM0skAAAAAAAAD__wAAAAAAAAAA"

    def test_names_a_moment_not_a_wall_clock(self) -> None:
        here = MOMENT.astimezone(timezone(timedelta(hours=2)))
        assert Cursor(here, CURSOR.id).encode() == CURSOR.encode()

    def test_of_a_naive_moment_is_refused(self) -> None:
        with pytest.raises(ValueError, match="time zone"):
            Cursor(MOMENT.replace(tzinfo=None), CURSOR.id).encode()

    @given(any_text | st.binary().map(lambda raw: base64.urlsafe_b64encode(raw).decode()))
    @example(CURSOR.encode() + "==")
    @example(CURSOR.encode() + "AAAA")
    @example(CURSOR.encode()[:-4])
    @example(CURSOR.encode()[:-1] + "=")
    @example(CURSOR.encode() + "\n")
    @example(CURSOR.encode().replace("_", "/"))
    @example("é" * 32)
    @example("\ud800" * 32)
    @example(base64.urlsafe_b64encode(b"\x7f" + b"\xff" * 23).decode())
    @example(base64.urlsafe_b64encode(b"\x80" + b"\x00" * 23).decode())
    def test_is_refused_unless_written_by_encode(self, text: str) -> None:
        try:
            cursor = Cursor.decode(text)
        except BadCursor:
            return
        assert cursor.encode() == text

    def test_refusal_says_what_to_do(self) -> None:
        with pytest.raises(BadCursor, match="take next_cursor as it is"):
            Cursor.decode("2")


@pytest.mark.parametrize("value", [CURSOR, PageRequest(), Page((1, 2), None)])
def test_what_was_asked_and_answered_never_changes(value: object) -> None:
    for field in fields(value):  # type: ignore[arg-type]
        with pytest.raises(FrozenInstanceError):
            setattr(value, field.name, None)


class TestPageRequest:
    def test_asks_for_twenty_from_the_newest_unless_told(self) -> None:
        assert PageRequest() == PageRequest(limit=DEFAULT_LIMIT, cursor=None)
        assert (DEFAULT_LIMIT, MAX_LIMIT) == (20, 100)

    @pytest.mark.parametrize("limit", [1, 100])
    def test_may_ask_for_1_to_100(self, limit: int) -> None:
        assert PageRequest(limit).limit == limit

    @pytest.mark.parametrize("limit", [0, -1, 101, 10**9, 10**400, -(10**400)])
    def test_refuses_any_other_number(self, limit: int) -> None:
        with pytest.raises(InvalidValue, match="1 to 100 items") as refusal:
            PageRequest(limit)
        assert refusal.value.path == ("limit",)


def place(number: int) -> Cursor:
    return Cursor(MOMENT, UUID(int=number))


class TestPage:
    def test_has_a_next_one_when_one_item_too_many_was_found(self) -> None:
        page = Page.cut([9, 8, 7, 6], limit=3, place=place)
        assert page.items == (9, 8, 7)
        assert page.next_cursor == place(7).encode()

    @pytest.mark.parametrize("found", [[], [9], [9, 8, 7]])
    def test_is_the_last_one_otherwise(self, found: list[int]) -> None:
        assert Page.cut(found, limit=3, place=place) == Page(tuple(found), None)
