"""`grade(source, task)`: what every front of the graders asks. The work is done in `server.py`."""

import atexit
import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final

from course.grading.checks import Check
from course.grading.examine import ENDLESS, PRINTED, Verdict, checks_for
from course.grading.exercise import Task
from course.grading.outcome import Finding, Outcome
from course.in_place import IN_PLACE
from course.parse import CourseError
from course.paths import ROOT

SECONDS: Final = 1.5  # for all checks of a task, so that a learner hears of it within two


def grade(
    source: str,
    task: Task,
    seconds: float = SECONDS,
    *,
    backwards: bool = False,
    to_failure: bool = False,
) -> Outcome:
    """Runs an answer in a limited process. Whatever the answer does, there is an outcome.

    After so many seconds it is interrupted, and ended soon after. `backwards` and `to_failure` are
    those of `examine`. Raises `CourseError` when the graders can't start.
    """
    outcome = _ask(source, task, seconds, backwards=backwards, to_failure=to_failure)
    return replace(outcome, untouched=source.strip() == task.starter.strip())


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
    ask = _ask_here if IN_PLACE else _server.ask if hasattr(os, "fork") else _ask_once
    lines, in_time = ask(request, seconds)
    return _outcome(task, [] if only_run else checks_for(task), lines, in_time)


def refusal(source: str, task: Task) -> str:
    """Why an answer can't be run, in a sentence; empty when its definitions can be had."""
    return _ask(source, task, SECONDS, only_run=True).refused


def warm_up() -> None:
    """Starts what grades, so that the first answer need not wait for it."""
    if hasattr(os, "fork") and not IN_PLACE:
        _server.start()


def _outcome(task: Task, checks: Sequence[Check], lines: Sequence[str], in_time: bool) -> Outcome:
    found: dict[str, str] = {}
    printed = ""
    for check, text in filter(None, map(_verdict, lines)):
        if check == PRINTED:
            printed += text
        else:
            found[check] = found.get(check) or text
    refused = found.pop("", "")
    silent = next((each.name for each in checks if each.name not in found), "")
    if silent and not refused:  # there it ended
        found[silent] = _ended(in_time)
    elif "null" not in lines and not refused:
        refused = _ended(in_time)
    missing = refused or "Not tried: the answer had ended before."
    findings = (
        Finding(each.name, each.points, each.says, each.why, found.get(each.name, missing))
        for each in checks
    )
    return Outcome(task.exercise, task.number, tuple(findings), refused, printed)


def _verdict(line: str) -> Verdict | None:
    with suppress(ValueError):
        match json.loads(line):
            case [str(check), str(failure)]:
                return check, failure
    return None


def _ended(in_time: bool) -> str:
    if in_time:
        return "The answer ended its own process here: does it exit, or use up the memory?"
    return ENDLESS


# Each thread would take 64 MB of addresses for its heap, of the 512 that an answer may have.
_ENVIRONMENT: Final = {
    "PYTHONPATH": str(ROOT),
    "PYTHONIOENCODING": "utf-8",
    "MALLOC_ARENA_MAX": "2",
}


def _command() -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "course.grading.server"],
        cwd=ROOT,
        env=os.environ | _ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        start_new_session=True,  # Ctrl-C is for who asks
    )


class _Server:
    """One for this process, started when first needed and anew when it has died."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> "subprocess.Popen[str]":
        if self._process is None or self._process.poll() is not None:
            self._process = _command()
        return self._process

    def ask(self, request: dict[str, Any], _: float) -> tuple[list[str], bool]:
        with self._turn:
            process = self.start()
            try:
                _write(process, request)
                reply = json.loads(_read(process))
            except (OSError, ValueError) as error:
                self.end()
                raise CourseError(
                    "the graders do not start: `course doctor` may say why"
                ) from error
            return reply["verdicts"], reply["in_time"]

    def end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


def _write(process: "subprocess.Popen[str]", request: dict[str, Any]) -> None:
    if process.stdin:
        process.stdin.write(json.dumps(request) + "\n")
        process.stdin.flush()


def _read(process: "subprocess.Popen[str]") -> str:
    return process.stdout.readline() if process.stdout else ""


_server: Final = _Server()
atexit.register(_server.end)


def _ask_here(request: dict[str, Any], _: float) -> tuple[list[str], bool]:
    """In this interpreter: a browser has no other."""
    from course.grading.here import examined

    return examined(request), True


def _ask_once(request: dict[str, Any], seconds: float) -> tuple[list[str], bool]:
    """A process for one answer, with time to load what it needs."""
    process = _command()
    try:
        said, _ = process.communicate(
            json.dumps(request) + "\n", timeout=seconds + _SECONDS_TO_LOAD
        )
        return said.splitlines(), True
    except subprocess.TimeoutExpired:
        process.kill()
        return process.communicate()[0].splitlines(), False


_SECONDS_TO_LOAD: Final = 20
