"""SQLAlchemy's way from sync to async code where there are no greenlets: awaited in place.

What is awaited must never really wait. Drivers whose work is done when they return do not.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any


class greenlet:  # noqa: N801 (as SQLAlchemy knows it)
    """As much of one as `greenlet_spawn` and `await_only` use."""

    def __init__(self, function: Callable[..., Any] | None, parent: greenlet | None) -> None:
        self._function = function
        self._has_waited = False
        self._result: Any = None
        self.parent = parent
        self.dead = False

    def switch(self, *arguments: Any, **named: Any) -> Any:
        """Into a function: runs it to its end. Into the parent of what runs: waits for what it is
        given. A function that has waited is left once more, for SQLAlchemy to see that it did."""
        if self is _current.parent:
            _current._has_waited = True
            return _awaited(*arguments)
        if not self._has_waited:
            self._result = self._ran(*arguments, **named)
            self.dead = not self._has_waited
            return _nothing() if self._has_waited else self._result
        self.dead = True
        return self._result

    def throw(self, _: object, error: BaseException, __: object) -> Any:
        self.dead = True
        raise error

    def _ran(self, *arguments: Any, **named: Any) -> Any:
        global _current
        before, _current = _current, self
        try:
            return self._function(*arguments, **named) if self._function else None
        finally:
            _current = before


async def _nothing() -> None:
    pass


_top = greenlet(None, None)
_current = _top


def getcurrent() -> greenlet:
    return _current


def _awaited(awaitable: Awaitable[Any]) -> Any:
    """In the code that is awaited, nobody is inside of a function of SQLAlchemy's."""
    global _current
    before, _current = _current, _top
    steps = awaitable.__await__()
    try:
        while next(steps) is None:  # only lets others go first
            pass
    except StopIteration as end:
        return end.value
    finally:
        _current = before
    steps.close()
    raise RuntimeError("this waits for something else to happen, which a browser can't do here")
