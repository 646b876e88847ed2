"""Pages by keyset: a cursor names the last item seen, so that pages neither repeat nor skip."""

import base64
import binascii
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Generic, TypeVar
from uuid import UUID

from reference_app.domain.errors import BadCursor, InvalidValue
from reference_app.domain.values import require_utc

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_WIRE = struct.Struct(">q16s")


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place of one item in the order newest first: by `created_at`, then by `id`."""

    created_at: datetime
    id: UUID

    def encode(self) -> str:
        """Microseconds since 1970 and the id, in 32 characters that need no escaping in a URL."""
        microseconds = (require_utc(self.created_at) - _EPOCH) // timedelta(microseconds=1)
        return base64.urlsafe_b64encode(_WIRE.pack(microseconds, self.id.bytes)).decode()

    @classmethod
    def decode(cls, text: str) -> "Cursor":
        """The inverse of `encode`. Raises `BadCursor` for anything that `encode` never wrote."""
        try:
            microseconds, id_ = _WIRE.unpack(base64.b64decode(text, altchars="-_"))
            cursor = cls(_EPOCH + timedelta(microseconds=microseconds), UUID(bytes=id_))
        except (binascii.Error, struct.error, ValueError, OverflowError):
            cursor = None
        if cursor is None or cursor.encode() != text:
            raise BadCursor("This is no cursor of ours: take next_cursor as it is.")
        return cursor


DEFAULT_LIMIT: Final = 20
MAX_LIMIT: Final = 100


@dataclass(frozen=True, slots=True)
class PageRequest:
    """At most `limit` items after `cursor`, or from the newest. Raises `InvalidValue`."""

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
