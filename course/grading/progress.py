"""How far a learner is: points of each task, hints taken. Kept in the workspace, and only there."""

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from course.errors import CourseError
from course.files import locked, write
from course.grading.outcome import Outcome

MOST = 10  # points of an exercise, and more than there are hints
Record = dict[str, Any]
"""By "5.2", task 2 of exercise 5: `points` at best, and how many `hints` were taken."""


def read_progress(workspace: Path) -> Record:
    """Empty where there is none, or none that can be read."""
    with suppress(OSError, ValueError, RecursionError):
        record = json.loads(_path(workspace).read_text(encoding="utf-8"))
        if isinstance(record, dict):
            return {task: entry for task, entry in record.items() if _is_entry(entry)}
    return {}


def _is_entry(entry: object) -> bool:
    return isinstance(entry, dict) and all(
        type(entry.get(name, 0)) in (int, float) and 0 <= entry.get(name, 0) <= MOST
        for name in ("points", "hints")
    )


def record_outcome(workspace: Path, outcome: Outcome) -> None:
    """Keeps the best. Raises `CourseError` where nothing can be kept."""

    def best(entry: Record) -> Record:
        return entry | {"points": max(entry.get("points", 0), outcome.points)}

    _change(workspace, outcome.exercise, outcome.task, best)


def take_hint(workspace: Path, exercise: int, task: int, most: int) -> int:
    """The number of the hint to show now, from 1; the last one again when there are no more.
    Raises `CourseError` where that can't be kept."""

    def more(entry: Record) -> Record:
        return entry | {"hints": min(entry.get("hints", 0) + 1, most)}

    return int(_change(workspace, exercise, task, more)["hints"])


def _change(
    workspace: Path, exercise: int, task: int, change: Callable[[Record], Record]
) -> Record:
    try:
        with locked(workspace / ".course" / "lock"):
            record = read_progress(workspace)
            entry = change(record.get(f"{exercise}.{task}", {}))
            text = json.dumps(record | {f"{exercise}.{task}": entry}, indent=1, sort_keys=True)
            write(_path(workspace), text + "\n")
    except OSError as error:
        raise CourseError(f"your progress can't be kept: {error}") from error
    return entry


def _path(workspace: Path) -> Path:
    return workspace / ".course" / "progress.json"
