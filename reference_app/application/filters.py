"""What a list is narrowed and sorted by, in the app's own words. What SQL makes of it is in
`infrastructure/sql/filtering.py`."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from hashlib import sha256
from typing import Final

from reference_app.domain.errors import BadCursor, InvalidValue
from reference_app.domain.paging import Cursor, PageRequest


class Op(Enum):
    EQUAL = "eq"
    ABOVE = "gt"
    FROM = "gte"
    BELOW = "lt"
    STARTS_WITH = "startswith"
    CONTAINS = "contains"


@dataclass(frozen=True, slots=True)
class Where:
    """Texts are compared as they are: whoever means every spelling folds them before."""

    field: str
    op: Op
    value: str | bool | datetime


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: "tuple[Filter, ...]" = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: "tuple[Filter, ...]"


Filter = Where | AllOf | AnyOf


@dataclass(frozen=True, slots=True)
class By:
    field: str
    descending: bool = False


MAX_SORT_FIELDS: Final = 3


@dataclass(frozen=True, slots=True)
class Order:
    by: tuple[By, ...]

    @classmethod
    def parse(cls, text: str, fields: Collection[str]) -> "Order":
        """Of text such as `full_name,-created_at`, where `-` descends. Raises `InvalidValue`."""
        by = [By(name.removeprefix("-"), name.startswith("-")) for name in text.split(",")]
        names = [each.field for each in by]
        many = len(names) > MAX_SORT_FIELDS or len(set(names)) < len(names)
        if many or not set(names) <= set(fields):
            raise InvalidValue(
                f"Sort by one to {MAX_SORT_FIELDS} of {', '.join(fields)}, each once; - descends.",
                path=("sort",),
            )
        return cls(tuple(by))


EVERYBODY: Final = AllOf()
NEWEST_FIRST: Final = Order((By("created_at", descending=True),))

Asked = PageRequest[Filter, Order]


def asked(limit: int, cursor: str | None, filter: Filter, order: Order) -> Asked:
    """Raises `InvalidValue`, and `BadCursor` for a cursor that was given to another question."""
    last = None if cursor is None else Cursor.decode(cursor)
    if last is not None and last.question != digest(filter, order):
        raise BadCursor("This cursor belongs to another filter or order: begin without one.")
    return PageRequest(filter=filter, order=order, limit=limit, cursor=last)


def digest(filter: Filter, order: Order) -> str:
    """What was asked, in 16 characters. No secret: it tells mistakes, not attacks."""
    return sha256(repr((filter, order)).encode()).hexdigest()[:16]
