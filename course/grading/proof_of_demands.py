"""Is each demand of a statement tried, and is it broken by somebody, alone? And does the time of
fixtures lie on both sides of now? What is tried on answers, proof.py does."""

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from course.grading.checks import Check
from course.grading.examine import CHECKS, checks_for
from course.grading.outcome import Outcome
from course.sources.demands import demands_of, faults_of, without_marks
from course.sources.exercise import Exercise
from course.sources.task import Task

_READ: Final = ("text", "answer")  # the roles of cells that may have marks
_DATE: Final = re.compile(r"\b20\d\d-\d\d")
_FIXED: Final = "is on one side of now: let the check take `now`, and reckon from there"


def demand_findings(exercise: Exercise) -> Iterator[str]:
    """What does not hold of its marks, its checks' names for them, and the time of its fixtures."""
    for task in exercise.tasks:
        yield from _of_task(task, checks_for(task))
    for cell in exercise.cells:
        unread = cell.metadata.role not in _READ or not cell.metadata.task
        if unread and without_marks(cell.source) != cell.source:
            yield f"a mark stands where nothing is demanded: `{cell.source[:60]}`"
    yield from time_findings(CHECKS / f"test_{exercise.slug}.py")


def _of_task(task: Task, checks: Sequence[Check]) -> Iterator[str]:
    name = f"task {task.number}"
    demands = demands_of(task.marked)
    yield from (f"{name}: {fault}" for fault in faults_of(task.marked))
    for check in checks:
        if not check.demands:
            yield f"{check.name} tries no demand of {name}"
        for unknown in sorted({*check.demands, *check.needs} - {*demands}):
            yield f"{check.name} names `{unknown}`, which no sentence of {name} demands"
    tried = {demand for check in checks for demand in check.demands}
    yield from (
        f"{name} demands `{each}`, and no check tries it" for each in demands if each not in tried
    )


def time_findings(checks: Path) -> Iterator[str]:
    """A sentence for each time that is written down in a file of checks."""
    for node in ast.walk(ast.parse(checks.read_text(encoding="utf-8"))):
        match node:
            case ast.Name(id="NOW"):
                yield f"{checks.name}, line {node.lineno}: `NOW` {_FIXED}"
            case ast.Call(func=ast.Name(id="date" | "datetime"), args=[ast.Constant(), *_]):
                yield f"{checks.name}, line {node.lineno}: `{ast.unparse(node)}` {_FIXED}"
            case ast.Constant(value=str(text)) if _DATE.search(text):
                yield f"{checks.name}, line {node.lineno}: `{text[:40]}` {_FIXED}"


def broken_alone(outcome: Outcome, checks: Sequence[Check]) -> str:
    """The demand that accounts for all that a wrong answer fails: each check that it fails tries
    that one or needs it, one at least tries it, and of no other can as much be said. Empty when
    there is no such demand."""
    by_name = {check.name: check for check in checks}
    failed = [by_name[each.check] for each in outcome.failed]
    tried = {demand for check in failed for demand in check.demands}
    common = tried.intersection(*({*check.demands, *check.needs} for check in failed))
    return common.pop() if len(common) == 1 else ""
