"""`grade(source, task)`: what every front of the graders asks. The work is done in `server.py`."""

import ast
import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Final

from course.grading.asking import Reply, ask
from course.grading.checks import Check
from course.grading.examine import ENDLESS, PRINTED, Verdict, checks_for
from course.grading.outcome import Finding, Outcome
from course.platforms import IN_PLACE
from course.sources.task import Task

LONGEST: Final = 2_000  # characters of a sentence
SECONDS: Final = 1.5  # for all checks of a task, so that a learner hears of it within two

_NO_CODE: Final = (SyntaxError, ValueError, RecursionError, MemoryError)


def grade(
    source: str,
    task: Task,
    seconds: float = SECONDS,
    *,
    both_ways: bool = False,
    to_failure: bool = False,
) -> Outcome:
    """Runs an answer in a limited process. Whatever the answer does, there is an outcome.

    After so many seconds it is interrupted, and ended soon after. `both_ways` and `to_failure` are
    those of `examine`. Raises `CourseError` when the graders can't start.
    """
    outcome = _ask(source, task, seconds, both_ways=both_ways, to_failure=to_failure)
    return replace(
        outcome,
        untouched=_is_the_same(source, task.starter),
        given_again=_given_again(source, task.starter),
    )


def _ask(
    source: str, task: Task, seconds: float, *, only_run: bool = False, **how: bool
) -> Outcome:
    request = {
        "exercise": task.exercise,
        "task": task.number,
        "source": source,
        "seconds": seconds,
        "how": {"only_run": only_run, **how},
    }
    return _outcome(task, [] if only_run else checks_for(task), ask(request))


def refusal(source: str, task: Task) -> str:
    """Why an answer can't be run, in a sentence; empty when its definitions can be had."""
    return _ask(source, task, SECONDS, only_run=True).refused


def _is_the_same(source: str, starter: str) -> bool:
    """To Python, whatever comments and blank lines they have."""
    with suppress(*_NO_CODE):
        return ast.dump(ast.parse(source)) == ast.dump(ast.parse(starter))
    return False


def _given_again(source: str, starter: str) -> str:
    """The first name that the source defines and that it has, as in the starter, last."""
    with suppress(*_NO_CODE):
        written = list(_defined(ast.parse(source)))
        for name, given in _defined(ast.parse(starter)):
            all_of_it = [text for each, text in written if each == name]
            if all_of_it[1:] and all_of_it[-1] == given != all_of_it[0]:
                return name
    return ""


def _defined(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Names at top level, each with what it is."""
    for node in tree.body:
        match node:
            case ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
                yield node.name, ast.dump(node)
            case ast.Assign(targets=[ast.Name(id=name)]):
                yield name, ast.dump(node)


def _outcome(task: Task, checks: Sequence[Check], reply: Reply) -> Outcome:
    found: dict[str, str] = {}
    printed = ""
    for check, text in filter(None, map(_verdict, reply.lines)):
        if check == PRINTED:
            printed += text
        else:
            found[check] = found.get(check) or text
    refused = found.pop("", "")
    silent = next((each.name for each in checks if each.name not in found), "")
    if not refused and not silent and "null" not in reply.lines:
        refused = _ended(reply.in_time)
    missing = refused or "Not tried: the answer had ended before."
    findings = tuple(_finding(each, found.get(each.name), missing) for each in checks)
    if silent and not refused:  # there it ended
        findings = tuple(
            replace(each, failure=_ended(reply.in_time)) if each.check == silent else each
            for each in findings
        )
    return Outcome(task.exercise, task.number, findings, refused, printed)


def _finding(check: Check, failure: str | None, missing: str) -> Finding:
    tried = failure is not None
    return Finding(
        check.name,
        check.points,
        check.says,
        check.why,
        missing if failure is None else failure,
        tried,
        check.local if IN_PLACE else "",
    )


def _verdict(line: str) -> Verdict | None:
    with suppress(ValueError, RecursionError):
        match json.loads(line):
            case [str(check), str(text)]:
                return check, _readable(text)
    return None


def _readable(text: str) -> str:
    """Short, and fit for a terminal and for a file in UTF-8, whatever an answer has put in it."""
    return "".join(
        each if each.isprintable() or each == "\n" else ascii(each)[1:-1] for each in text[:LONGEST]
    )


def _ended(in_time: bool) -> str:
    if in_time:
        return "The answer ended its own process here: does it exit, or use up the memory?"
    return ENDLESS
