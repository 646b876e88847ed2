"""Marks tie the sentences of a statement to checks; what is missing on either side is found."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from course.grading.checks import Answer, Check, check
from course.grading.mutants import mutants
from course.grading.notebooks import pages
from course.grading.outcome import Finding, Outcome
from course.grading.proof import Proof, prove_demands
from course.grading.proof_of_demands import (
    broken_alone,
    demand_findings,
    time_findings,
)
from course.sources.demands import demands_of, faults_of, without_marks
from course.sources.exercise import Exercise, read_exercise, read_exercises

ONE = read_exercise(2).task(1)
MARKED = (
    "A form sent `true`. She has one seat. <!-- tells -->\n"
    "\n"
    "* It is whole <!-- demands: whole --> from 1 to 500. <!-- demands: low, high -->\n"
    "* No. <!-- demands: whole -->"
)


def test_a_mark_names_what_the_text_before_it_demands_and_no_reader_sees_it() -> None:
    assert demands_of(MARKED) == ("whole", "low", "high")
    assert list(faults_of(MARKED)) == []
    assert without_marks(MARKED) == (
        "A form sent `true`. She has one seat.\n\n* It is whole from 1 to 500.\n* No."
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("It is whole.", "`It is whole.` has no mark behind it"),
        ("It is whole. <!-- demands: whole --> Or not.", "`Or not.` has no mark behind it"),
        ("It is whole. <!-- demand: whole -->", "has no mark behind it"),
        ("It is whole. <!-- demands: Whole -->", "has no mark behind it"),
        ("One.\n\nTwo. <!-- tells -->", "`One.` has no mark behind it"),
        ("* One.\n* Two. <!-- tells -->", "`* One.` has no mark behind it"),
        ("It is. And it is not. <!-- demands: whole -->", "is more than a sentence"),
        ("Text. <!-- tells --> <!-- demands: x -->", "a mark has no text before it: x"),
        ("It must be whole. <!-- tells -->", "tells, and says 'must'"),
    ],
)
def test_text_without_a_mark_and_marks_that_say_too_little_are_found(text: str, said: str) -> None:
    (found,) = faults_of(text)
    assert said in found


def test_a_dot_within_code_ends_no_sentence() -> None:
    assert list(faults_of("`a. B` is `x`. <!-- demands: x -->")) == []


def test_docstrings_of_a_starter_are_text_too() -> None:
    unmarked = ONE.marked.replace("Raises `InvalidValue`. <!-- tells -->", "Raises it.")
    assert ONE.marked != unmarked
    assert len(list(faults_of(unmarked))) == 1


def test_no_generated_notebook_has_a_mark() -> None:
    texts = [cell.source for page in pages() for cell in page.notebook.cells]
    assert len(texts) > 100
    assert [text for text in texts if "<!-- demands" in text or "<!-- tells" in text] == []


def with_marks(marked: str) -> Exercise:
    """Exercise 2, of which task 1 is marked so."""
    exercise = read_exercise(2)
    return replace(exercise, tasks=(replace(ONE, marked=marked), *exercise.tasks[1:]))


def test_a_demand_without_a_check_is_found() -> None:
    marked = f"{ONE.marked}\n\nIt floats. <!-- demands: floats -->"
    assert list(demand_findings(with_marks(marked))) == [
        "task 1 demands `floats`, and no check tries it"
    ]


def test_a_check_of_what_is_not_demanded_is_found() -> None:
    (found,) = demand_findings(with_marks(ONE.marked.replace("input-not-repeated", "path")))
    assert found == (
        "the_refusal_does_not_say_what names `input-not-repeated`, "
        "which no sentence of task 1 demands"
    )


def test_a_demand_that_no_wrong_answer_breaks_alone_is_found() -> None:
    proof = Proof(broken={(1, "whole-number"), (1, "1-to-500"), (2, "path")})
    prove_demands(replace(read_exercise(2), tasks=(ONE,)), proof)
    assert proof.findings == [
        "no wrong answer breaks `path` of task 1 alone: write one",
        "no wrong answer breaks `input-not-repeated` of task 1 alone: write one",
    ]


def named(name: str, demands: list[str], needs: list[str]) -> Check:
    def function(_: Answer) -> None: ...

    function.__name__ = name
    return check(1, 1, demands, needs)(function)


CHECKS = [
    named("tries_a", ["a"], []),
    named("tries_b", ["b"], ["a"]),
    named("tries_both", ["a", "b"], []),
    named("tries_c", ["c"], []),
]


@pytest.mark.parametrize(
    ("failed", "demand"),
    [
        (["tries_a"], "a"),
        (["tries_b"], "b"),
        (["tries_a", "tries_b"], "a"),
        (["tries_a", "tries_both"], "a"),
        (["tries_both"], ""),
        (["tries_a", "tries_c"], ""),
        ([], ""),
    ],
)
def test_a_demand_is_broken_alone_when_it_accounts_for_all_that_fails(
    failed: list[str], demand: str
) -> None:
    findings = tuple(Finding(name, 1, "", "", "No.") for name in failed)
    assert broken_alone(Outcome(2, 1, findings), CHECKS) == demand


def test_a_time_that_is_written_down_is_found(tmp_path: Path) -> None:
    file = tmp_path / "test_x.py"
    file.write_text(
        "a = NOW\nb = date(2030, 1, 7)\nc = 'at 2030-01-07'\nd = date(now.year, 1, 7)\n"
    )
    found = list(time_findings(file))
    assert [each.split("`")[1] for each in found] == ["NOW", "date(2030, 1, 7)", "at 2030-01-07"]


def test_a_check_that_takes_a_time_is_tried_in_the_past_and_in_the_future() -> None:
    tried = []
    declared = check(1, 1)(lambda _, now: tried.append(now.year))
    with closing(Answer({}, "", {})) as answer:
        declared.tries(answer)
    assert tried == [2091, 2019]


def test_there_is_a_mutant_that_asks_the_machine_for_the_time() -> None:
    source = "def f(now, uow):\n    return now, uow.clock.now()\n"
    texts = [each.source for each in mutants(source) if each.kind == "clock"]
    asked = "__import__('datetime').datetime.now(__import__('datetime').UTC)"
    assert [text.count(asked) for text in texts] == [1, 1]


def test_every_task_demands_something() -> None:
    tasks = [task for each in read_exercises() for task in each.tasks]
    assert [f"{task.exercise}.{task.number}" for task in tasks if not demands_of(task.marked)] == []
