"""Whether two values are the same, as the wanted one sees it: an object that says it equals
everything convinces nobody."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from pathlib import PurePath
from uuid import UUID

# Of these, equal and of the very same class is the same. A subclass may bring its own `==`.
_PLAIN = (bool, int, float, complex, str, bytes, type(None), datetime, UUID, PurePath, type)


def same(got: object, wanted: object) -> bool:
    """Of the same class, and the same in all that they hold.

    A dataclass is compared by its fields, for its `__eq__` may be the learner's own.
    """
    if type(got) is not type(wanted):
        return False
    if isinstance(wanted, Enum) or not _has_parts(wanted):
        return _equal(got, wanted)
    if isinstance(wanted, Mapping) and isinstance(got, Mapping):
        ours, theirs = list(wanted.items()), list(got.items())
        return len(theirs) == len(ours) and all(
            any(same(pair, mine) for pair in theirs) for mine in ours
        )
    if isinstance(wanted, set | frozenset) and isinstance(got, set | frozenset):
        return len(got) == len(wanted) and all(any(same(g, w) for g in got) for w in wanted)
    if isinstance(wanted, list | tuple) and isinstance(got, list | tuple):
        return len(got) == len(wanted) and all(map(same, got, wanted))
    names = [field.name for field in fields(wanted)]  # type: ignore[arg-type]
    return all(same(getattr(got, name, _NONE), getattr(wanted, name)) for name in names)


_NONE = object()


def _has_parts(value: object) -> bool:
    kinds = (Mapping, list, tuple, set, frozenset)
    return isinstance(value, kinds) or (is_dataclass(value) and not isinstance(value, type))


def _equal(got: object, wanted: object) -> bool:
    if isinstance(wanted, _PLAIN):
        return bool(wanted == got)
    return got is wanted or (wanted == got) is True
