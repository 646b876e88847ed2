"""Pages by keyset: a cursor names the last item seen, so that pages neither repeat nor skip."""

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Generic, TypeVar
from uuid import UUID

from reference_app.domain.errors import BadCursor, InvalidValue
from reference_app.domain.values import require_utc

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
# What things are sorted by.
Value = str | datetime | UUID


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place of one item: `values`, what it is sorted by. `question` tells filter and order,
    because the place means nothing in another list."""

    values: tuple[Value, ...]
    question: str

    def encode(self) -> str:
        """Text of letters, digits, "-" and "_", which needs no escaping in a URL."""
        words = "\0".join([self.question, *map(_word, self.values)])
        return base64.urlsafe_b64encode(words.encode()).decode().rstrip("=")

    @classmethod
    def decode(cls, text: str) -> "Cursor":
        """The inverse of `encode`. Raises `BadCursor` for anything that `encode` never wrote."""
        try:
            raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars="-_")
            question, *words = raw.decode().split("\0")
            cursor = cls(tuple(map(_value, words)), question)
        except (binascii.Error, KeyError, OverflowError, ValueError):
            cursor = None
        if cursor is None or cursor.encode() != text:
            raise BadCursor("This is no cursor of ours: take next_cursor as it is.")
        return cursor


def _word(value: Value) -> str:
    match value:
        case datetime():
            return f"m{(require_utc(value) - _EPOCH) // timedelta(microseconds=1)}"
        case UUID():
            return f"i{value}"
        case str():
            return f"s{value}"


def _value(word: str) -> Value:
    return _KINDS[word[:1]](word[1:])


_KINDS: Final[dict[str, Callable[[str], Value]]] = {
    "m": lambda microseconds: _EPOCH + timedelta(microseconds=int(microseconds)),
    "i": UUID,
    "s": str,
}


DEFAULT_LIMIT: Final = 20
MAX_LIMIT: Final = 100


FilterT = TypeVar("FilterT")
OrderT = TypeVar("OrderT")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRequest(Generic[FilterT, OrderT]):
    """At most `limit` items after `cursor`, or from the first. What can be a filter or an order,
    the application says. Raises `InvalidValue`."""

    filter: FilterT
    order: OrderT
    limit: int = DEFAULT_LIMIT
    cursor: Cursor | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.limit <= MAX_LIMIT:
            raise InvalidValue(f"A page has 1 to {MAX_LIMIT} items.", path=("limit",))


ItemT = TypeVar("ItemT")


@dataclass(frozen=True, slots=True)
class Page(Generic[ItemT]):
    items: tuple[ItemT, ...]
    next_cursor: str | None

    @classmethod
    def cut(
        cls, found: Sequence[ItemT], limit: int, place: Callable[[ItemT], Cursor]
    ) -> "Page[ItemT]":
        """Makes a page of up to `limit + 1` items; one too many only says that there is more."""
        items = tuple(found[:limit])
        more = len(found) > limit
        return cls(items, place(items[-1]).encode() if more else None)
