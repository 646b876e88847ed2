"""`course grade` and `course progress`: the learner's answers, as a shell shows them."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from course.errors import CourseError
from course.grading.answers import read_answers
from course.grading.feedback import Feedback
from course.grading.grade import grade
from course.grading.outcome import Outcome, points, to_json, total
from course.grading.progress import read_progress, record_outcome
from course.learner.learner import Learner
from course.sources.chapter import Chapter
from course.sources.exercise import Exercise, read_exercise, read_exercises


class Graded(NamedTuple):
    """A notebook: an outcome per task, and what is wrong with the notebook itself."""

    exercise: Exercise
    outcomes: list[Outcome]
    remarks: list[str]

    @property
    def score(self) -> str:
        return _of(*total(self.outcomes))


def grade_workspace(workspace: Path, number: int | None, *, as_json: bool) -> int:
    """Grades one exercise of a workspace, or all; 0 only when all points are there."""
    chosen = [read_exercise(number)] if number is not None else list(read_exercises())
    graded = [_grade(workspace, exercise) for exercise in chosen]
    if as_json:
        print(json.dumps([_as_json(each) for each in graded], indent=1, ensure_ascii=False))
    else:
        print("\n".join(_table(graded)))
    return int(not all(outcome.is_full for each in graded for outcome in each.outcomes))


def _grade(workspace: Path, exercise: Exercise) -> Graded:
    """A task without an answer is graded as an empty one."""
    answers, remarks = read_answers(workspace / "exercises" / f"{exercise.slug}.ipynb")
    outcomes = [grade(answers.get(task.number, ""), task) for task in exercise.tasks]
    try:
        for outcome in outcomes:
            record_outcome(workspace, outcome)
    except CourseError as error:
        remarks.append(f"{error}.")
    return Graded(exercise, outcomes, remarks)


def _as_json(graded: Graded) -> dict[str, Any]:
    got, most = total(graded.outcomes)
    return {
        "exercise": graded.exercise.number,
        "points": got,
        "of": most,
        "remarks": graded.remarks,
        "tasks": [to_json(each) for each in graded.outcomes],
    }


def _table(graded: Sequence[Graded]) -> Iterator[str]:
    """Of one exercise also what is said of each task."""
    yield f"{'exercise':<24}{'task 1':>8}{'task 2':>8}{'task 3':>8}{'points':>10}"
    for each in graded:
        tasks = "".join(f"{_of(task.points, task.most):>8}" for task in each.outcomes)
        yield f"{each.exercise.slug:<24}{tasks}{each.score:>10}"
        yield from (f"  {remark}" for remark in each.remarks)
    if len(graded) == 1:
        for outcome in graded[0].outcomes:
            task = graded[0].exercise.task(outcome.task)
            yield f"\nTask {task.number}: {task.title}"
            yield Feedback(task, outcome).text()


def show_progress(workspace: Path, chapters: Sequence[Chapter]) -> Iterator[str]:
    """A line per chapter: the steps built of those there are, and the points at best."""
    learner = Learner(workspace, chapters)
    exercises = {each.number: each for each in read_exercises()}
    record = read_progress(workspace)
    yield f"{'chapter':<40}{'built':>8}{'at best':>8}"
    for chapter in chapters:
        if chapter.number in exercises:
            built = {cell.key for cell in learner.ran(chapter.number)}
            steps = [cell for cell in chapter.builds if cell.key in built]
            got = sum(record.get(f"{chapter.number}.{n}", {}).get("points", 0) for n in (1, 2, 3))
            title = f"{chapter.number:>2} {chapter.title}"
            of = _of(len(steps), len(chapter.builds))
            yield f"{title[:39]:<40}{of:>8}{_of(got, 10):>8}"


def _of(got: float, most: float) -> str:
    return f"{points(got)}/{points(most)}"
