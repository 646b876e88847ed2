"""`%%fails UserDeleted`: a cell that must fail, and prints one line in place of a traceback."""

import ast
import inspect
import re
import traceback
from pathlib import Path

from IPython.core.interactiveshell import InteractiveShell

from course.errors import CourseError
from course.paths import PACKAGE

MAGIC = "%%fails"

_ABOVE_THE_APP = re.compile(rf"\((?:/|[A-Za-z]:[/\\]).*[/\\](?={PACKAGE}[/\\])")


def must_fail_cells(lines: list[str]) -> list[str]:
    """Input transformer: makes such a cell one awaited call. A cell magic could not await its body,
    and indenting the body below a `with` would change strings of several lines."""
    words = lines[0].split() if lines else []
    if words[:1] != [MAGIC]:
        return lines
    call = f"must_fail({' '.join(words[1:])!r}, {''.join(lines[1:])!r})"
    return [f"await __import__({__name__!r}, fromlist=['must_fail']).{call}\n"]


async def must_fail(expected: str, source: str) -> None:
    """Runs the source in the notebook's names. CourseError unless it raises that very class."""
    if not expected.isidentifier():
        raise CourseError(f"name the class that the cell must fail with: {MAGIC} UserDeleted")
    shell = InteractiveShell.instance()
    try:
        await _run(source, shell.user_ns)
    except (Exception, SystemExit) as error:
        found = in_a_line(error)
        if type(error).__name__ != expected:
            raise CourseError(
                f"the cell must fail with {expected}, but it raised {found}"
            ) from error
    else:
        raise CourseError(f"the cell must fail with {expected}, but nothing was raised")
    print(found)


async def _run(source: str, names: dict[str, object]) -> None:
    code = compile(
        source, "<cell>", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True
    )
    outcome = eval(code, names)  # noqa: S307 (the learner's own cell; a coroutine if it awaits)
    if inspect.iscoroutine(outcome):
        await outcome


def in_a_line(error: BaseException) -> str:
    """Type and first line of the text: what follows often holds addresses of documentation. Where
    an ImportError names a file of the app, the directories above the app go."""
    first, *_ = str(error).splitlines() or [""]
    first = _ABOVE_THE_APP.sub("(", first)
    return f"{type(error).__name__}: {first}" if first else type(error).__name__


def line_in(tree: Path, error: BaseException) -> str:
    """Which line of the app in `tree` raised it: " (domain/users.py, line 12)", or nothing."""
    app = tree / PACKAGE
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if app in (file := Path(frame.filename)).parents:
            return f" ({file.relative_to(app).as_posix()}, line {frame.lineno})"
    return ""
