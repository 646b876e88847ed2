"""The words in which a check is written. What is right where, `exercises/checks/` knows.

A check is a function that raises `Wrong`, best through the `Answer` that it gets:

    @check(task=2, points=1)
    def two_spellings_are_one_member_of_a_set(answer: Answer) -> None:
        \"\"\"Two spellings of one code are one member of a set.

        A set looks at the hash first. Chapter 2, "Comparing with the wrong half".
        \"\"\"
        answer.gives("len({InviteCode('abcd-efgh'), InviteCode('ABCDEFGH')})", 1)

The first paragraph says what holds, the second why it matters and where to read.
"""

import ast
import asyncio
import difflib
import inspect
import traceback
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from course.grading.compare import same
from reference_app.domain.errors import DomainError, Path

T = TypeVar("T")
ErrorT = TypeVar("ErrorT", bound=BaseException)
RefusalT = TypeVar("RefusalT", bound=DomainError)
ANSWER: Final = "<answer>"  # the file that an answer is compiled as
LONGEST: Final = 200  # characters of a value or an error that is quoted
_FILE: Final = "<check>"


class Wrong(Exception):
    """What was called, what came of it, what should have: a sentence or two."""


class OutOfTime(BaseException):
    """The answer has used up its time; raised in its midst, and not by a check."""


@dataclass(frozen=True)
class Check:
    """A function with its points. Its name is what wrong answers refer to."""

    task: int
    points: float
    function: Callable[["Answer"], None]

    @property
    def name(self) -> str:
        return self.function.__name__

    @property
    def says(self) -> str:
        """What holds of a right answer."""
        return inspect.cleandoc(self.function.__doc__ or "").partition("\n\n")[0].replace("\n", " ")

    @property
    def why(self) -> str:
        """Why that matters, and where to read."""
        return inspect.cleandoc(self.function.__doc__ or "").partition("\n\n")[2].replace("\n", " ")


def check(task: int, points: float) -> Callable[[Callable[["Answer"], None]], Check]:
    """Declares a check of a task, in the order in which its learner hears of failures."""
    return lambda function: Check(task, points, function)


class Answer:
    """What a learner's cell defined. `answer.InviteCode` is their class.

    Texts given to its methods are Python, evaluated among the names of the cell: what is called and
    what the learner reads is one and the same. They may await. All run on one event loop.
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
        """What the text evaluates to. An error of the learner's code is `Wrong`."""
        try:
            return self._evaluate(text, names)
        except (Wrong, OutOfTime):
            raise
        except NotImplementedError as stub:
            raise Wrong(_not_written(text, stub)) from stub
        except BaseException as error:
            raise Wrong(f"`{text}` raised `{told(error)}`{place(error)}.") from error

    def gives(self, text: str, wanted: object, /, why: str = "", **names: object) -> None:
        """Raises `Wrong` unless the text evaluates to the very same value."""
        got = self.value(text, **names)
        if not same(got, wanted):
            raise Wrong(
                f"`{text}` gave `{shown(got)}`; it should give `{shown(wanted)}`.{_and(why)}"
            )

    def raises(self, text: str, kind: type[ErrorT], /, why: str = "", **names: object) -> ErrorT:
        """The error, which must be of that very class."""
        should = f"it should raise `{kind.__name__}`.{_and(why)}"
        try:
            got = self._evaluate(text, names)
        except (Wrong, OutOfTime):
            raise
        except BaseException as error:
            if type(error) is kind:
                return error
            if isinstance(error, NotImplementedError):
                raise Wrong(_not_written(text, error)) from error
            raise Wrong(f"`{text}` raised `{told(error)}`{place(error)}; {should}") from error
        raise Wrong(f"`{text}` gave `{shown(got)}`; {should}")

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

    def _evaluate(self, text: str, names: Mapping[str, object]) -> Any:
        code = compile(text, _FILE, "eval", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        try:
            value = eval(code, {**self._imported, **self._names, **names})  # noqa: S307 (our text, a limited process)
            return self.run(value) if code.co_flags & inspect.CO_COROUTINE else value
        except NameError as error:
            frames = traceback.extract_tb(error.__traceback__)
            if frames[-1].filename == _FILE:
                raise Wrong(self._missing(error.name)) from error
            raise

    def _missing(self, name: str | None) -> str:
        close = difflib.get_close_matches(name or "", self._names, n=1)
        hint = f": is it your `{close[0]}`?" if close else "."
        return f"Your answer has no `{name}`{hint}"


def require(holds: bool, sentence: str) -> None:
    """Raises `Wrong` with the sentence: for what no single expression says."""
    if holds is not True:
        raise Wrong(sentence)


def shown(value: object) -> str:
    """A value as it is quoted in a sentence: short, and without an address."""
    try:
        text = repr(value)
    except Exception as error:
        return f"a {type(value).__name__} whose repr() raises {type(error).__name__}"
    if " at 0x" in text:
        text = f"a {type(value).__name__}"
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def told(error: BaseException) -> str:
    """Kind and first line of an error."""
    try:
        first = (str(error).splitlines() or [""])[0][:LONGEST]
    except Exception:
        first = ""
    return f"{type(error).__name__}: {first}".removesuffix(": ").rstrip(".")


def place(error: BaseException) -> str:
    """Where in the answer an error came from, if it did: ` at `return self.key``."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.line for frame in frames if frame.filename == ANSWER]
    where = f" at `{lines[-1]}`" if lines and lines[-1] else ""
    return f"{where}; is an `await` missing?" if "'coroutine'" in told(error) else where


def _not_written(text: str, stub: BaseException) -> str:
    return f"`{text}`: not written yet ({stub})."


def _and(why: str) -> str:
    return f" {why}" if why else ""
