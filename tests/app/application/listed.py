"""Filters and orders as Python does them: the fakes' own, and what SQL is compared with.

Imports nothing of lists: they come later in the book than most tests that take this file along.
"""

import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from reference_app.domain.values import EmailAddress, comparison_key

_HOLDS: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "startswith": str.startswith,
    "contains": operator.contains,
}


def field_of(view: Any, field: str) -> Any:
    """As it is found and sorted by."""
    match field:
        case "email":
            return EmailAddress(view.email).key
        case "full_name":
            return comparison_key(view.full_name or "")
    return getattr(view, field)


def holds(filter: Any, view: Any) -> bool:
    if hasattr(filter, "parts"):
        every = all if type(filter).__name__ == "AllOf" else any
        return every(holds(part, view) for part in filter.parts)
    return _HOLDS[filter.op.value](field_of(view, filter.field), filter.value)


def values_of(view: Any, order: Any) -> tuple[Any, ...]:
    """What its place in the order is made of; `id` ends each, in the last field's direction."""
    return (*(field_of(view, by.field) for by in order.by), view.id)


def listed_as(views: Iterable[Any], filter: Any, order: Any) -> list[Any]:
    """Sorts by the last field first: Python's sort keeps the order of equals."""
    found = sorted((view for view in views if holds(filter, view)), key=lambda view: view.id)
    if order.by[-1].descending:
        found.reverse()
    for by in reversed(order.by):
        found.sort(key=lambda view: field_of(view, by.field), reverse=by.descending)
    return found


def behind(listed: Sequence[Any], order: Any, values: Sequence[Any]) -> list[Any]:
    """Those whose first value that differs from the cursor's lies behind it."""
    downward = [*(by.descending for by in order.by), order.by[-1].descending]

    def is_behind(view: Any) -> bool:
        for mine, last, down in zip(values_of(view, order), values, downward, strict=True):
            if mine != last:
                return bool(mine < last if down else mine > last)
        return False

    return [view for view in listed if is_behind(view)]
