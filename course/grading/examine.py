"""Runs the checks of a task on an answer, in this very process. Its limits are limits.py's."""

import ast
import importlib.util
import io
import linecache
import sys
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from functools import cache
from json.encoder import encode_basestring_ascii as quoted
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from course.errors import CourseError
from course.grading.answer import Answer, Wrong
from course.grading.checks import Check
from course.grading.telling import ANSWER, OutOfTime, place, told
from course.grading.unfit import unfit
from course.platforms import IN_PLACE
from course.sources.exercise import EXERCISES, read_exercise
from course.sources.task import Task

CHECKS: Final = EXERCISES / "checks"
_MODULE: Final = "answer"
ENDLESS: Final = "This did not end in time: does it wait for ever, or loop without an end?"

Verdict = tuple[str, str]
"""A check's name, or none for the answer as a whole, and what it found; empty when it passed. Under
the name `PRINTED`, what the answer printed since the verdict before."""

UNSTEADY: Final = "This came out otherwise when it was tried again."
PRINTED: Final = ">"
LOUDEST: Final = 1_000  # characters of what an answer prints, that are told


def as_line(verdict: Verdict) -> str:
    """As JSON, by what was imported before the answer ran: it may well replace `json.dumps`."""
    name, failure = verdict
    return f"[{quoted(name)}, {quoted(failure)}]"


class Printed(io.TextIOBase):
    """Takes all, and keeps the beginning."""

    def __init__(self) -> None:
        self._left = LOUDEST
        self._kept = ""

    def write(self, text: str) -> int:
        self._kept += text[: self._left]
        self._left -= min(len(text), self._left)
        return len(text)

    def take(self) -> str:
        """What is new."""
        new, self._kept = self._kept, ""
        return new


@cache
def _module_of(exercise: int, directory: Path) -> ModuleType:
    slug = read_exercise(exercise).slug
    name = f"checks_{slug}"
    spec = importlib.util.spec_from_file_location(name, directory / f"test_{slug}.py")
    if spec is None or spec.loader is None:
        raise CourseError(f"exercise {exercise} has no checks")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def checks_of(exercise: int, directory: Path = CHECKS) -> tuple[Check, ...]:
    """In the order of their file."""
    values = vars(_module_of(exercise, directory)).values()
    return tuple(each for each in values if isinstance(each, Check))


def equivalents_of(exercise: int, directory: Path = CHECKS) -> dict[str, str]:
    """Mutants of the solutions that are no mistakes, each with the reason: `EQUIVALENT`."""
    return dict(getattr(_module_of(exercise, directory), "EQUIVALENT", {}))


def checks_for(task: Task) -> list[Check]:
    """Those of one task."""
    return [each for each in checks_of(task.exercise) if each.task == task.number]


@cache
def prepared(task: Task) -> tuple[ModuleType, dict[str, Any]]:
    """A module with what is given above the answer, which is used up by one answer; and what the
    starter imports."""
    module = ModuleType(_MODULE)
    sys.modules[_MODULE] = module
    exec(compile(task.given, "<given>", "exec"), vars(module))  # noqa: S102 (our own text)
    tree = ast.parse(task.starter)
    tree.body = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    imported: dict[str, Any] = {}
    exec(compile(tree, "<imports>", "exec"), imported)  # noqa: S102 (our own text)
    return module, imported


def examine(
    source: str,
    task: Task,
    *,
    only_run: bool = False,
    both_ways: bool = False,
    to_failure: bool = False,
) -> Iterator[Verdict]:
    """Each check's verdict as soon as it is known; one without a check when none can run.

    `only_run`: runs the cell and tries nothing. `both_ways`: the last check first, and then all in
    their order, which must come out the same. `to_failure`: no further than to the first.
    """
    checks = [] if only_run else checks_for(task)
    order = [*checks[::-1], *checks] if both_ways else checks
    printed = Printed()
    with redirect_stdout(printed):
        for name, failure in _verdicts(source, task, order):
            if text := printed.take():
                yield PRINTED, text
            yield name, failure
            if failure and to_failure:
                return


def _verdicts(source: str, task: Task, checks: Sequence[Check]) -> Iterator[Verdict]:
    module, imported = prepared(task)
    sys.modules[_MODULE] = module
    if reason := unfit(source, task.keeps) or _execute(source, module):
        yield "", reason
        return
    answer = Answer(vars(module), source, imported)
    passed: dict[str, bool] = {}
    for check in checks:
        failure = _failure(check, answer)
        steady = passed.setdefault(check.name, not failure) == (not failure)
        yield check.name, failure if steady else UNSTEADY


def _execute(source: str, module: ModuleType) -> str:
    # So that tracebacks have the lines of what is in no file.
    linecache.cache[ANSWER] = (len(source), None, source.splitlines(keepends=True), ANSWER)
    try:
        exec(compile(source, ANSWER, "exec"), vars(module))  # noqa: S102 (in the limited process)
    except OutOfTime:
        return "The cell itself does not end: is there an endless loop outside of a function?"
    except BaseException as error:
        return f"Running the cell raises `{told(error)}`{place(error)}."
    return ""


def _failure(check: Check, answer: Answer) -> str:
    if check.local and IN_PLACE:
        return ""
    try:
        check.tries(answer)
    except Wrong as wrong:
        return str(wrong) or "This is not so."
    except OutOfTime:
        return ENDLESS
    except NotImplementedError as stub:
        return f"Not written yet ({stub})."
    except BaseException as error:
        return f"Your code raised `{told(error)}`{place(error)}."
    return ""
