"""What a learner's cell defined, as a check asks it. How a check is declared, checks.py knows."""

import ast
import asyncio
import builtins
import difflib
import inspect
from collections.abc import Awaitable, Mapping
from contextlib import suppress
from typing import Any, Final, TypeVar

from course.grading.compare import same
from course.grading.given import Given
from course.grading.telling import OutOfTime, frames, place, shown, told
from reference_app.domain.errors import DomainError, Path

T = TypeVar("T")
ErrorT = TypeVar("ErrorT", bound=BaseException)
RefusalT = TypeVar("RefusalT", bound=DomainError)
_FILE: Final = "<check>"
_BUILTINS: Final = frozenset(vars(builtins))


class Wrong(Exception):
    """What was called, what came of it, what should have: a sentence or two."""


class Answer:
    """What a learner's cell defined. `answer.InviteCode` is their class.

    Texts given to its methods are Python, evaluated among the names of the cell: what is called and
    what the learner reads is one and the same. But what Python calls `hash` is that also where the
    cell has another; no task asks for one. They may await. All run on one event loop.
    """

    def __init__(self, names: dict[str, Any], source: str, imported: Mapping[str, Any]) -> None:
        """`imported`: what the starter imports, for the texts that a check is written in. An answer
        may import it otherwise."""
        self._names = names
        self._imported = imported
        self._loop = asyncio.new_event_loop()
        self.source: Final = source

    def __getattr__(self, name: str) -> Any:
        return self.value(name)

    def value(self, text: str, /, **names: object) -> Any:
        """What the text evaluates to. An error of the learner's code is `Wrong`, and so is a list,
        dict or set among the names that is another afterwards."""
        given = Given(names)
        try:
            value = self._evaluate(text, names)
        except (Wrong, OutOfTime):
            raise
        except NotImplementedError as stub:
            raise Wrong(_not_written(text, stub)) from stub
        except BaseException as error:
            raise Wrong(f"`{text}` raised `{told(error)}`{place(error)}.") from error
        _require_kept(text, given)
        return value

    def gives(self, text: str, wanted: object, /, why: str = "", **names: object) -> None:
        """Raises `Wrong` unless the text evaluates to the very same value."""
        got = self.value(text, **names)
        if not same(got, wanted):
            raise Wrong(
                f"`{text}` gave `{shown(got)}`; it should give `{shown(wanted)}`.{_and(why)}"
            )

    def raises(self, text: str, kind: type[ErrorT], /, why: str = "", **names: object) -> ErrorT:
        """The error, which must be of that very class. What was given must be as it was."""
        should = f"it should raise `{kind.__name__}`.{_and(why)}"
        given = Given(names)
        try:
            got = self._evaluate(text, names)
        except (Wrong, OutOfTime):
            raise
        except BaseException as error:
            if type(error) is kind:
                _require_kept(text, given)
                return error
            if isinstance(error, NotImplementedError):
                raise Wrong(_not_written(text, error)) from error
            raise Wrong(f"`{text}` raised `{told(error)}`{place(error)}; {should}") from error
        raise Wrong(f"`{text}` gave `{shown(got)}`; {should}")

    def lets_through(self, text: str, error: BaseException, /, why: str = "", **names: Any) -> None:
        """Raises `Wrong` unless this very error, which something among the names raises, comes out:
        neither swallowed, nor another, nor another of its kind."""
        should = f"`{told(error)}`, which came up within, should go through as it is.{_and(why)}"
        try:
            got = self._evaluate(text, names)
        except (Wrong, OutOfTime):
            raise
        except BaseException as raised:
            # Of a cancelled task, asyncio makes a new error.
            if raised is error or type(raised) is type(error) is asyncio.CancelledError:
                return
            raise Wrong(f"`{text}` raised `{told(raised)}`{place(raised)}; {should}") from raised
        raise Wrong(f"`{text}` gave `{shown(got)}`; {should}")

    def leaves(self, text: str, /, *looks: str, **names: object) -> None:
        """Raises `Wrong` unless each of `looks` gives the same after the text, which may raise, as
        before."""
        before = [(look, self.value(look, **names)) for look in looks]
        with suppress(Exception):
            self._evaluate(text, names)
        for look, value in before:
            if not same(now := self.value(look, **names), value):
                raise Wrong(
                    f"After `{text}`, `{look}` gives `{shown(now)}`; before, it gave "
                    f"`{shown(value)}`. What is there already stays as it is."
                )

    def refuses(
        self, text: str, kind: type[RefusalT], path: Path, /, why: str = "", **names: object
    ) -> RefusalT:
        """The refusal, which must be of that very class and lead to that place of the input."""
        error = self.raises(text, kind, why, **names)
        if not same(error.path, path):
            found = f"`{text}` was refused with the path `{shown(error.path)}`"
            raise Wrong(f"{found}; it should be `{shown(path)}`.{_and(why)}")
        return error

    def run(self, awaitable: Awaitable[T]) -> T:
        """Awaits it on the loop that everything else here runs on."""

        async def awaited() -> T:
            return await awaitable

        return self._loop.run_until_complete(awaited())

    def close(self) -> None:
        """Nothing can be awaited any more."""
        self._loop.close()

    def _evaluate(self, text: str, names: Mapping[str, object]) -> Any:
        code = compile(text, _FILE, "eval", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        theirs = {name: each for name, each in self._names.items() if name not in _BUILTINS}
        try:
            value = eval(code, {**self._imported, **theirs, **names})  # noqa: S307 (our text, a limited process)
            return self.run(value) if code.co_flags & inspect.CO_COROUTINE else value
        except NameError as error:
            if frames(error.__traceback__)[-1].filename == _FILE:
                raise Wrong(self._missing(error.name)) from error
            raise

    def _missing(self, name: str | None) -> str:
        close = difflib.get_close_matches(name or "", self._names, n=1)
        hint = f": is it your `{close[0]}`?" if close else "."
        return f"Your answer has no `{name}`{hint}"


def _require_kept(text: str, given: Given) -> None:
    if changed := given.changed():
        raise Wrong(f"`{text}` {changed}; what is handed over stays as it is.")


def _not_written(text: str, stub: BaseException) -> str:
    return f"`{text}`: not written yet ({stub})."


def _and(why: str) -> str:
    return f" {why}" if why else ""
