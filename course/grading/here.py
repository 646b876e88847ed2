"""An answer judged in this very interpreter, where there is no other: in a browser.

Its limit is a number of steps, for nothing could end an endless loop from outside.
"""

import io
import sys
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stderr
from tempfile import TemporaryDirectory
from types import CodeType
from typing import Any, Final

from course.apps.in_place import outside_of_the_loop
from course.grading.examine import as_line, examine, prepared
from course.grading.telling import ANSWER, OutOfTime
from course.sources.exercise import read_exercise

STEPS: Final = 100_000  # lines of an answer that one check may run


def examined(request: dict[str, Any], steps: int = STEPS) -> list[str]:
    """The verdicts as `server.py` writes them. What an answer writes is not there for the next."""
    task = read_exercise(request["exercise"]).task(request["task"])
    prepared.cache_clear()  # what one answer used up is not for the next
    verdicts = examine(request["source"], task, **request["how"])
    found = []
    with (
        TemporaryDirectory() as scratch,
        chdir(scratch),
        redirect_stderr(io.StringIO()),  # what an app logs
        outside_of_the_loop(),
    ):
        while verdict := _next(verdicts, steps):
            found.append(as_line(verdict))
    return [*found, "null"]


def _next(verdicts: Iterator[tuple[str, str]], steps: int) -> tuple[str, str] | None:
    with _limited(steps):
        return next(verdicts, None)


@contextmanager
def _limited(steps: int) -> Iterator[None]:
    """From then on each line of the answer raises `OutOfTime`: none that catches it goes on. A jump
    counts as a line: a loop may be shorter than one."""
    monitoring: Any = getattr(sys, "monitoring")  # noqa: B009 (Python 3.11 has none, browsers do)
    left, tool = steps, monitoring.DEBUGGER_ID

    def step(code: CodeType, *_: int) -> Any:
        nonlocal left
        if code.co_filename != ANSWER:
            return monitoring.DISABLE
        left -= 1
        if left < 0:
            raise OutOfTime
        return None

    monitoring.use_tool_id(tool, "an answer's steps")
    for event in (monitoring.events.LINE, monitoring.events.JUMP):
        monitoring.register_callback(tool, event, step)
    monitoring.set_events(tool, monitoring.events.LINE | monitoring.events.JUMP)
    try:
        yield
    finally:
        monitoring.set_events(tool, 0)
        monitoring.free_tool_id(tool)
        monitoring.restart_events()
