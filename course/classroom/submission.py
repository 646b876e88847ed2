"""What somebody handed in, as it lies on disk: its answers, and the points of each."""

from collections.abc import Mapping
from os.path import isfile
from pathlib import Path
from typing import Final

from course.grading.answers import Answers, read_answers
from course.grading.grade import grade
from course.grading.outcome import Outcome
from course.grading.unfit import LONGEST
from course.sources.exercise import Exercise
from course.sources.task import Task

SECONDS: Final = 3.0  # for a task: the machine may grade somebody else's meanwhile


def read_submission(path: Path) -> Answers:
    """Of whatever lies there; a sentence for all that is odd about it."""
    if not isfile(path):
        others = ", ".join(each.name for each in sorted(path.parent.glob("*.ipynb")))
        instead = f" {others} is there: rename it, and grade again." if others else ""
        return {}, [f"There is no file {path.name}.{instead}"]
    found, remarks = read_answers(path)
    long = [number for number, source in found.items() if len(source) > LONGEST]
    remarks += [f"The answer to task {n} has more than {LONGEST:,} characters." for n in long]
    return {n: _text(source) for n, source in found.items() if n not in long}, remarks


def outcome_of(answers: Mapping[int, str], task: Task) -> Outcome:
    """A missing answer is graded as an empty one."""
    return grade(answers.get(task.number, ""), task, SECONDS)


def outcomes_of(answers: Mapping[int, str], exercise: Exercise) -> list[Outcome]:
    return [outcome_of(answers, task) for task in exercise.tasks]


def _text(source: str) -> str:
    """Half of a character, which JSON can hold and a file can't, is a question mark."""
    return source.encode("utf-8", "replace").decode("utf-8")
