"""The graders are right: every exercise is proven, and the proof itself can fail."""

from dataclasses import replace

import pytest

from course.grading.exercise import read_exercise, read_exercises
from course.grading.misconceptions import misconceptions_of
from course.grading.proof import Proof, prove, prove_wrong
from course.parse import read_chapters
from course.paths import SOURCES

PROVEN = read_exercise(2)


@pytest.mark.parametrize("number", [each.number for each in read_exercises()])
def test_the_graders_of_an_exercise_are_right(number: int) -> None:
    assert prove(read_exercise(number)).findings == []


def test_every_chapter_that_builds_has_its_exercise() -> None:
    chapters = [each.slug for each in read_chapters(SOURCES) if each.builds]
    assert [each.slug for each in read_exercises()] == chapters


def test_there_are_at_least_55_wrong_answers_three_repairs_and_no_shared_messages() -> None:
    wrong = [each for one in read_exercises() for each in misconceptions_of(one.number)]
    repairs = [task for one in read_exercises() for task in one.tasks if task.fails]
    assert len(wrong) >= 55
    assert len(repairs) >= 3
    assert len({(each.belief, each.truth) for each in wrong}) == len(wrong)


def proof_with(number: int, **changes: object) -> Proof:
    """Of exercise 2, one of whose tasks is changed."""
    tasks = tuple(
        replace(task, **changes) if task.number == number else task  # type: ignore[arg-type]
        for task in PROVEN.tasks
    )
    return prove(replace(PROVEN, tasks=tasks))


def first(proof: Proof) -> str:
    return proof.findings[0]


def test_a_starter_that_passes_is_found() -> None:
    task = PROVEN.task(1)
    assert "the starter of task 1 fails for another reason" in first(
        proof_with(1, starter=task.solution)
    )


def test_a_starter_that_does_not_run_is_found() -> None:
    assert "the starter of task 1" in first(proof_with(1, starter="def ("))


def test_a_repair_that_fails_another_check_than_it_says_is_found() -> None:
    found = first(proof_with(1, fails="other_numbers_are_refused"))
    assert "fails whole_numbers_from_1_to_500_are_seats, not other_numbers_are_refused" in found


def test_a_solution_that_fails_is_found() -> None:
    broken = PROVEN.task(1).solution.replace("500", "499")
    assert "solution of task 1: whole_numbers_from_1_to_500_are_seats" in first(
        proof_with(1, solution=broken)
    )


def test_an_alternative_that_fails_is_found() -> None:
    (one,) = PROVEN.task(1).alternatives
    broken = replace(one, code=one.code.replace("501", "500"))
    assert "alternatives of task 1" in first(proof_with(1, alternatives=(broken,)))


def test_a_mutant_that_survives_is_found() -> None:
    source = PROVEN.task(1).solution + "\n\nSPARE = 1\n"
    found = proof_with(1, solution=source).findings
    assert found == [
        "survives, and no reason is given: 1: `SPARE = 1` -> `removed`",
        "survives, and no reason is given: 1: `SPARE = 1` -> `SPARE = 2`",
    ]


def test_a_task_without_its_hints_or_its_reason_is_found() -> None:
    assert first(proof_with(3, hints=("Think.",))) == "task 3 has 1 hints, not 3"
    assert first(proof_with(3, why="")) == "task 3 does not say why"


def test_a_wrong_answer_that_passes_is_found() -> None:
    passes = replace(misconceptions_of(2)[0], task=1, answer=PROVEN.task(1).solution)
    proof = Proof()
    prove_wrong(PROVEN, [passes] * 5, proof)
    assert first(proof) == f"{passes.name} is taken for nothing known: passes"


def test_a_wrong_answer_that_is_taken_for_another_is_found() -> None:
    known = {each.name: each for each in misconceptions_of(2)}
    swapped = replace(known["hashes_the_text"], answer=known["writes_eq_alone"].answer)
    proof = Proof()
    prove_wrong(PROVEN, [swapped] * 5, proof)
    assert "hashes_the_text is taken for writes_eq_alone" in first(proof)


def test_too_few_wrong_answers_are_found() -> None:
    proof = Proof()
    prove_wrong(PROVEN, misconceptions_of(2)[:4], proof)
    assert first(proof) == "there are only 4 wrong answers"
