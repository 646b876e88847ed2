"""An answer judged in this very interpreter, where there is no other: in a browser.

Its limit is a number of steps, for nothing could end an endless loop from outside.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, Final

from course.grading.checks import ANSWER, OutOfTime
from course.grading.examine import examine, prepared
from course.grading.exercise import read_exercise
from course.in_place import outside_of_the_loop

STEPS: Final = 200_000  # lines of an answer, for all checks of a task


def examined(request: dict[str, Any], steps: int = STEPS) -> list[str]:
    """The verdicts as `server.py` writes them."""
    task = read_exercise(request["exercise"]).task(request["task"])
    prepared.cache_clear()  # what one answer used up is not for the next
    with outside_of_the_loop(), _limited(steps):
        verdicts = [*examine(request["source"], task, **request["how"])]
    return [*map(json.dumps, verdicts), "null"]


@contextmanager
def _limited(steps: int) -> Iterator[None]:
    """Raises `OutOfTime` in the answer after so many of its lines, and again after each quarter."""
    left = steps

    def enter(frame: FrameType, _: str, __: Any) -> Any:
        return step if frame.f_code.co_filename == ANSWER else None

    def step(_: FrameType, event: str, __: Any) -> Any:
        nonlocal left
        left -= event == "line"
        if left < 0:
            left = steps // 4
            raise OutOfTime
        return step

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        yield
    finally:
        sys.settrace(before)
