"""Filters as conditions of SQL. Which column a field is, the caller says; nothing is sent here."""

import operator
from collections.abc import Callable, Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, false, or_, true

from reference_app.application.filters import AllOf, AnyOf, Filter, Op, Where

Columns = Mapping[str, ColumnElement[Any]]

# No text that can be stored has it, and none sorts behind it.
_LAST: Final = "\U0010ffff"


def _starts_with(column: ColumnElement[Any], text: str) -> ColumnElement[bool]:
    """A range, which an index can look up; LIKE ignores ASCII's case on SQLite, so it can't."""
    return and_(column >= text, column < text + _LAST)


def _contains(column: ColumnElement[Any], text: str) -> ColumnElement[bool]:
    return column.contains(text, autoescape=True)


_CONDITIONS: Final[Mapping[Op, Callable[[ColumnElement[Any], Any], ColumnElement[bool]]]] = {
    Op.EQUAL: operator.eq,
    Op.ABOVE: operator.gt,
    Op.FROM: operator.ge,
    Op.BELOW: operator.lt,
    Op.STARTS_WITH: _starts_with,
    Op.CONTAINS: _contains,
}


def condition(filter: Filter, columns: Columns) -> ColumnElement[bool]:
    match filter:
        case Where(field, op, value):
            return _CONDITIONS[op](columns[field], value)
        case AllOf(parts):
            return and_(true(), *(condition(part, columns) for part in parts))
        case AnyOf(parts):
            return or_(false(), *(condition(part, columns) for part in parts))
