"""Answers in a reader's browser get the verdict of a desk. The browser's Python runs in node."""

import json
import os
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from course.grading.checks import Check
from course.grading.examine import checks_for
from course.grading.grade import grade
from course.grading.misconceptions import misconceptions_of
from course.lite.folder import write_folder
from course.lite.node import run
from course.sources.exercise import Exercise, read_exercises
from tests.exercises.test_answers import ANSWERS, FIRST
from tests.lacking import needs_node
from tests.site.asked import asked

# What a reader's notebook asks, but for the words around it.
JUDGE = """
import json
from course.grading.grade import grade
from course.sources.exercise import read_exercise

def judge(exercise, task, source):
    outcome = grade(source, read_exercise(exercise).task(task))
    print(json.dumps([outcome.points, [each.check for each in outcome.failed]]))
"""


class Given(NamedTuple):
    """An answer to a task of an exercise."""

    task: int
    name: str
    source: str


@pytest.fixture(scope="module")
def judged(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> dict[str, list[Any]]:
    """Task, name and verdict, by exercise. In one process: it takes seconds to start."""
    needs_node()
    folder = tmp_path_factory.mktemp("pyodide")
    write_folder(folder)
    wanted = asked(request, otherwise="")
    exercises = [each for each in read_exercises() if each.slug in wanted]
    ran = run(folder, [[JUDGE, *cells(each)] for each in exercises])
    return {
        exercise.slug: [
            (*answer[:2], json.loads(cell["outputs"][0]["text"]))
            for answer, cell in zip(given(exercise), found[1:], strict=True)
        ]
        for exercise, found in zip(exercises, ran, strict=True)
    }


def cells(exercise: Exercise) -> list[str]:
    return [f"judge({exercise.number}, {each.task}, {each.source!r})" for each in given(exercise)]


def right_ones(exercise: Exercise) -> Iterator[Given]:
    for task in exercise.tasks:
        yield Given(task.number, "ours", task.solution)
        yield from (Given(task.number, "another", each.code) for each in task.alternatives)
    yield from theirs(exercise, "accepted")


def wrong_ones(exercise: Exercise) -> Iterator[Given]:
    for each in misconceptions_of(exercise.number):
        yield Given(each.task, each.name, each.answer)
    yield from theirs(exercise, "rejected")


def theirs(exercise: Exercise, expected: str) -> Iterator[Given]:
    """By people who knew the statements alone."""
    for path in sorted((ANSWERS / exercise.slug).glob("*.py")):
        source = path.read_text("utf-8")
        first = FIRST.match(source)
        if first and first[2] == expected:
            yield Given(int(first[1]), path.stem, source)


def given(exercise: Exercise) -> list[Given]:
    """Whoever sets THOROUGH has all judged, which takes minutes. Else what must have all its
    points: there a check is seen that a browser can't do."""
    wrong = wrong_ones(exercise) if "THOROUGH" in os.environ else ()
    return [*right_ones(exercise), *wrong]


def verdict(exercise: Exercise, answer: Given) -> list[Any]:
    """At this desk, but for the checks that only a desk can do."""
    task = exercise.task(answer.task)
    outcome = grade(answer.source, task, 20)
    local = {each.name: each.points for each in checks_for(task) if each.local}
    failed = [each.check for each in outcome.failed]
    points = outcome.points + sum(local.get(name, 0) for name in failed)
    return [points, [name for name in failed if name not in local]]


@pytest.mark.parametrize("exercise", read_exercises(), ids=lambda each: each.slug)
def test_an_answer_gets_the_verdict_of_a_desk(
    judged: dict[str, list[Any]], exercise: Exercise
) -> None:
    wanted = [(*each[:2], verdict(exercise, each)) for each in given(exercise)]
    assert judged[exercise.slug] == wanted


def test_few_checks_are_left_to_a_desk() -> None:
    tasks = [task for exercise in read_exercises() for task in exercise.tasks]
    local: list[Check] = [each for task in tasks for each in checks_for(task) if each.local]
    assert [each.name for each in local] == ["what_nobody_wants_is_not_stored"]
