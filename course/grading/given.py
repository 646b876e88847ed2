"""What a check hands over to an answer, which must not change it: lists, dicts and sets.

What they hold is looked at by identity, for an answer may well change an entity in a list.
"""

from collections.abc import Mapping
from typing import Any, Final

from course.grading.telling import shown

_LIMITED: Final = (list, dict, set)


class Given:
    """Names and what they stand for, as they were when this was made."""

    def __init__(self, names: Mapping[str, object]) -> None:
        watched = {name: value for name, value in names.items() if isinstance(value, _LIMITED)}
        self._now: dict[str, Any] = watched
        self._before = {name: (_parts(value), shown(value)) for name, value in watched.items()}

    def changed(self) -> str:
        """A clause about the first that is not as it was; empty when all are."""
        for name, (parts, text) in self._before.items():
            value = self._now[name]
            if not _are_the_same(parts, _parts(value)):
                return f"changed the `{name}` that it was given, `{text}`, to `{shown(value)}`"
        return ""


def _parts(value: Any) -> list[object]:
    """Of a dict the keys and then the values."""
    return [*value, *value.values()] if isinstance(value, dict) else [*value]


def _are_the_same(before: list[object], now: list[object]) -> bool:
    return len(before) == len(now) and all(map(_is, before, now))


def _is(one: object, other: object) -> bool:
    return one is other
