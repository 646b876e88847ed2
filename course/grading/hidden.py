"""Modules that an answer is not to find in memory: the graders, checks, our own answer to its task.

What they hold is still there, for the checks need it. Which files are closed, closed.py knows.
"""

import sys
from contextlib import suppress
from types import ModuleType
from typing import Final

_GRADERS: Final = ("course", "exercises.checks")


def hide_all(kept: str) -> None:
    """An answer that looks for them finds none, or a copy of its own. `kept`: the module with our
    answer, if there is one, which goes with all that stands on it."""
    names = [name for name in sys.modules if _is_graders(name)]
    for name in [*names, *_standing_on(kept)]:
        parent, _, child = name.rpartition(".")
        sys.modules.pop(name, None)
        with suppress(AttributeError, KeyError):  # the parent may be gone already
            delattr(sys.modules[parent], child)
    sys.modules["__main__"] = ModuleType("__main__")


def _is_graders(name: str) -> bool:
    return name.startswith("checks_") or any(f"{name}.".startswith(f"{g}.") for g in _GRADERS)


def _standing_on(kept: str) -> set[str]:
    """The module, and those of the feature that hold anything of it."""
    feature = {name: each for name, each in sys.modules.items() if name.startswith("exercises.")}
    found = {kept} & feature.keys()
    while new := {
        name
        for name in feature.keys() - found
        if any(getattr(each, "__module__", "") in found for each in vars(feature[name]).values())
    }:
        found |= new
    return found
