"""`course class report`: how a class did, task by task. Who has how many points, nbgrader says."""

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple, TextIO

from course.classroom.folder import require_class
from course.classroom.submission import outcomes_of, read_submission
from course.errors import CourseError
from course.grading.misconceptions import diagnose
from course.grading.outcome import Outcome, points
from course.sources.exercise import Exercise, read_exercises
from course.sources.task import Task

COLUMNS: Final = (
    "exercise",
    "task",
    "title",
    "submissions",
    "solved",
    "mean",
    "of",
    "misconception",
    "met",
)


class Report(NamedTuple):
    """A row for each task, and a sentence for all that was odd about a submission."""

    rows: list[Sequence[object]]
    remarks: list[str]


def report(folder: Path) -> Report:
    """Grades what was handed in anew: it takes milliseconds, but for a loop without an end.

    Raises `CourseError` for a folder that is no class, and for one where nobody handed in.
    """
    require_class(folder)
    rows: list[Sequence[object]] = []
    remarks: list[str] = []
    for exercise in read_exercises():
        graded: list[list[Outcome]] = []
        for place in sorted(folder.glob(f"submitted/*/{exercise.slug}")):
            answers, odd = read_submission(place / f"{exercise.slug}.ipynb")
            graded.append(outcomes_of(answers, exercise))
            remarks += [f"{place.parent.name}, {exercise.slug}: {each}" for each in odd]
        rows += _rows(exercise, graded)
    if not rows:
        raise CourseError(f"Nothing was handed in yet: {folder / 'submitted'} has no notebook.")
    return Report(rows, remarks)


def write_csv(rows: Iterable[Sequence[object]], file: TextIO) -> None:
    """With a line of headings."""
    csv.writer(file, lineterminator="\n").writerows([COLUMNS, *rows])


def _rows(exercise: Exercise, graded: Sequence[list[Outcome]]) -> list[Sequence[object]]:
    """Of no submission there is nothing to tell."""
    by_task = zip(exercise.tasks, zip(*graded, strict=True), strict=False)
    return [_row(exercise, task, outcomes) for task, outcomes in by_task]


def _row(exercise: Exercise, task: Task, outcomes: Sequence[Outcome]) -> Sequence[object]:
    """`solved` is a share, with full points; a misconception is told by its sentence."""
    count = len(outcomes)
    beliefs = Counter(known.belief for each in outcomes if (known := diagnose(each)))
    belief, met = next(iter(beliefs.most_common(1)), ("", 0))
    solved = sum(each.is_full for each in outcomes) / count
    mean = sum(each.points for each in outcomes) / count
    most = points(outcomes[0].most)
    facts = (exercise.slug, task.number, task.title, count)
    return *facts, f"{solved:.2f}", f"{mean:.2f}", most, belief, met
