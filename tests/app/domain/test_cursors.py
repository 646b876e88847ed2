"""Cursors come back as they went out; anything else is refused."""

import base64
from dataclasses import FrozenInstanceError, fields
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reference_app.domain.errors import BadCursor
from reference_app.domain.paging import Cursor

MOMENT = datetime(2030, 1, 1, 12, 0, 0, 123_456, tzinfo=UTC)
ID = UUID(int=0xFFFF << 64)
CURSOR = Cursor((MOMENT, "ada \u00e9\u4e00", ID), "0123456789abcdef")
FIRST = datetime.min.replace(tzinfo=UTC)
LAST = datetime.max.replace(tzinfo=UTC)
storable = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
values = st.datetimes(timezones=st.just(UTC)) | st.uuids() | storable
cursors = st.builds(Cursor, st.lists(values, max_size=4).map(tuple), storable)


def written(*words: str) -> str:
    """What anybody can write who looks into a cursor."""
    return base64.urlsafe_b64encode("\0".join(words).encode()).decode().rstrip("=")


@given(cursors)
@example(Cursor((FIRST, UUID(int=0)), ""))
@example(Cursor((LAST, UUID(int=(1 << 128) - 1)), "x"))
@example(Cursor(("",), "x"))
def test_a_cursor_comes_back_as_it_went_out(cursor: Cursor) -> None:
    back = Cursor.decode(cursor.encode())
    assert back == cursor
    assert [type(value) for value in back.values] == [type(value) for value in cursor.values]
    assert all(value.tzinfo is UTC for value in back.values if isinstance(value, datetime))


@given(cursors)
def test_a_cursor_needs_no_escaping_in_an_address(cursor: Cursor) -> None:
    text = cursor.encode().replace("-", "").replace("_", "")
    assert text.isascii()
    assert text.isalnum() or not text


def test_a_cursor_is_written_as_ever() -> None:
    """Clients keep cursors while the app is replaced."""
    assert CURSOR.encode() == written(
        "0123456789abcdef", "m1893499200123456", "sada \u00e9\u4e00", f"i{ID}"
    )


def test_a_cursor_names_a_moment_and_not_a_wall_clock() -> None:
    here = MOMENT.astimezone(timezone(timedelta(hours=2)))
    assert Cursor((here,), "x").encode() == Cursor((MOMENT,), "x").encode()


def test_a_cursor_of_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Cursor((MOMENT.replace(tzinfo=None),), "x").encode()


@given(
    st.text(st.characters(exclude_categories=()))
    | st.binary().map(lambda raw: base64.urlsafe_b64encode(raw).decode())
    | st.lists(storable).map(lambda words: written(*words))
)
@example(CURSOR.encode() + "=")
@example(CURSOR.encode() + "AAAA")
@example(CURSOR.encode()[:-1])
@example(CURSOR.encode() + "\n")
@example("\u00e9" * 32)
@example("\ud800" * 32)
@example("AAa6IKM0skAAAAAAAAD__wAAAAAAAAAA")
@example(written("x", "m\u0661"))
@example(written("x", "m1_0"))
@example(written("x", "m9" + "9" * 30))
@example(written("x", "m" + "9" * 5000))
@example(written("x", "i{" + str(ID) + "}"))
@example(written("x", "b1"))
@example(written("x", ""))
def test_a_cursor_is_refused_unless_written_by_encode(text: str) -> None:
    try:
        cursor = Cursor.decode(text)
    except BadCursor:
        return
    assert cursor.encode() == text


def test_a_cursor_of_the_first_edition_is_refused() -> None:
    with pytest.raises(BadCursor):
        Cursor.decode("AAa6IKM0skAAAAAAAAD__wAAAAAAAAAA")


def test_the_refusal_says_what_to_do() -> None:
    with pytest.raises(BadCursor, match="take next_cursor as it is"):
        Cursor.decode("2")


def test_a_cursor_never_changes() -> None:
    for field in fields(CURSOR):
        with pytest.raises(FrozenInstanceError):
            setattr(CURSOR, field.name, None)
