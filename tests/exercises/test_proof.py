"""The graders are right: every exercise is proven, and the proof itself can fail."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from course.errors import CourseError
from course.grading.misconceptions import Misconception, diagnose, misconceptions_of
from course.grading.outcome import Finding, Outcome
from course.grading.proof import (
    Proof,
    prove,
    prove_form,
    prove_mutants,
    prove_solutions,
    prove_starter,
    prove_wrong,
)
from course.paths import SOURCES
from course.sources.exercise import EXERCISES, Exercise, read_exercise, read_exercises
from course.sources.parse import read_chapters
from course.sources.task import Task

PROVEN = read_exercise(2)


@pytest.mark.parametrize("exercise", read_exercises(), ids=lambda each: each.slug)
def test_the_graders_of_an_exercise_are_right(exercise: Exercise) -> None:
    assert prove(exercise).findings == []


def test_a_section_that_an_exercise_names_is_there() -> None:
    headings = {
        int(source.name[:2]): set(re.findall("^## (.+)$", source.read_text("utf-8"), re.MULTILINE))
        for source in SOURCES.glob("*.md")
    }
    texts = [*EXERCISES.rglob("*.py"), *(EXERCISES / "source").glob("*.md")]
    named = [
        (path.name, int(found[1]), " ".join(found[2].split()))
        for path in texts
        for found in re.finditer(r'Chapter\s+(\d+),\s+"([^"]+)"', path.read_text("utf-8"))
    ]
    assert len(named) > 100
    assert [each for each in named if each[2] not in headings[each[1]]] == []


# Chapters of the part that is being written. The README says so, too.
WITHOUT_EXERCISES = ["12_migrations", "13_filters_and_sorting"]


def test_every_chapter_that_builds_has_its_exercise() -> None:
    chapters = [each.slug for each in read_chapters(SOURCES) if each.builds]
    assert [each.slug for each in read_exercises()] + WITHOUT_EXERCISES == chapters


def test_there_are_at_least_55_wrong_answers_three_repairs_and_no_shared_messages() -> None:
    wrong = [each for one in read_exercises() for each in misconceptions_of(one.number)]
    repairs = [task for one in read_exercises() for task in one.tasks if task.fails]
    assert len(wrong) >= 55
    assert len(repairs) >= 3
    assert len({(each.belief, each.truth) for each in wrong}) == len(wrong)


Part = Callable[[Task, Proof], object]


def findings(part: Part, task: Task, **changes: Any) -> list[str]:
    """What one part of the proof has against a task of exercise 2 that is changed so."""
    proof = Proof()
    part(replace(task, **changes), proof)
    return proof.findings


ONE = PROVEN.task(1)


@pytest.mark.parametrize("part", [prove_form, prove_starter, prove_solutions, prove_mutants])
def test_a_task_that_is_right_has_no_finding(part: Part) -> None:
    assert findings(part, ONE) == []


def test_a_starter_that_passes_is_found() -> None:
    (found,) = findings(prove_starter, ONE, starter=ONE.solution)
    assert found.startswith("the starter of task 1 fails for another reason")


def test_a_starter_that_does_not_run_is_found() -> None:
    (found,) = findings(prove_starter, ONE, starter="def (")
    assert "Python can't read line 2" in found


def test_a_repair_that_fails_another_check_than_it_says_is_found() -> None:
    (found,) = findings(prove_starter, ONE, fails="other_numbers_are_refused")
    assert "fails whole_numbers_from_1_to_500_are_seats, not other_numbers_are_refused" in found


def test_a_solution_that_fails_is_found() -> None:
    (found,) = findings(prove_solutions, ONE, solution=ONE.solution.replace("500", "499"))
    assert found.startswith("solutions of task 1: whole_numbers_from_1_to_500_are_seats")


def test_an_answer_that_is_another_at_the_second_time_is_found() -> None:
    lazy = ONE.solution.replace(
        "        if",
        "        seen.add(self.number)\n        if 501 in seen and self.number == 1:\n"
        "            raise InvalidValue('No.', path=('seats',))\n        if",
    )
    (found,) = findings(prove_solutions, ONE, solution=f"seen = set()\n{lazy}")
    assert found.startswith("solutions of task 1: whole_numbers_from_1_to_500_are_seats")


def test_an_alternative_that_fails_is_found() -> None:
    (one,) = ONE.alternatives
    broken = replace(one, code=one.code.replace("501", "500"))
    found = findings(prove_solutions, ONE, alternatives=(broken,))
    assert found[0].startswith("alternatives of task 1: whole_numbers_from_1_to_500_are_seats")


def test_a_mutant_that_survives_is_found() -> None:
    assert findings(prove_mutants, ONE, solution=f"{ONE.solution}\n\nSPARE = 1\n") == [
        "survives, and no reason is given: 1: `SPARE = 1` -> `removed`",
        "survives, and no reason is given: 1: `SPARE = 1` -> `SPARE = 2`",
    ]


def test_a_task_without_its_hints_its_reason_or_its_points_is_found() -> None:
    assert findings(prove_form, ONE, hints=("Think.",)) == ["task 1 has 1 hints, not 3"]
    assert findings(prove_form, ONE, why="") == ["task 1 does not say why"]
    assert findings(prove_form, ONE, exercise=3, number=3, title="") == ["task 3 has no title"]


def test_a_wrong_answer_that_passes_is_found() -> None:
    passes = replace(misconceptions_of(2)[0], task=1, answer=PROVEN.task(1).solution)
    proof = Proof()
    prove_wrong(PROVEN, [passes] * 5, proof)
    assert proof.findings[0] == f"{passes.name} is taken for nothing known: passes"


def test_a_wrong_answer_that_is_taken_for_another_is_found() -> None:
    known = {each.name: each for each in misconceptions_of(2)}
    swapped = replace(known["hashes_the_text"], answer=known["writes_eq_alone"].answer)
    proof = Proof()
    prove_wrong(PROVEN, [swapped] * 5, proof)
    assert "hashes_the_text is taken for writes_eq_alone" in proof.findings[0]


def test_too_few_wrong_answers_are_found() -> None:
    proof = Proof()
    prove_wrong(PROVEN, misconceptions_of(2)[:4], proof)
    assert proof.findings[0] == "there are only 4 wrong answers"


KNOWN = next(each for each in misconceptions_of(2) if each.name == "joins_what_it_gets")
FAILURES = {check: f"…{message}…" for check, message in KNOWN.evidence}


def diagnosed(failures: dict[str, str]) -> Misconception | None:
    found = tuple(Finding(check, 1, "", "", said) for check, said in failures.items())
    return diagnose(Outcome(2, 3, found))


def test_a_misconception_is_told_on_all_its_evidence_and_on_no_other() -> None:
    assert len(FAILURES) == 3
    assert diagnosed(FAILURES) == KNOWN
    first, *rest = FAILURES
    assert diagnosed({check: FAILURES[check] for check in (first, *rest[:-1])}) is None
    assert diagnosed(FAILURES | {"a_length_is_the_time_between": "No."}) is None
    assert diagnosed(FAILURES | {first: "something else"}) is None


def test_a_check_that_may_go_either_way_is_no_evidence() -> None:
    loose = replace(KNOWN, either=frozenset({"a_length_is_the_time_between"}))
    findings = tuple(Finding(check, 1, "", "", said) for check, said in FAILURES.items())
    more = Finding("a_length_is_the_time_between", 1, "", "", "No.")
    assert loose.explains(Outcome(2, 3, findings))
    assert loose.explains(Outcome(2, 3, (*findings, more)))


def test_evidence_is_read_from_the_words_above_a_wrong_answer(tmp_path: Path) -> None:
    folder = tmp_path / PROVEN.slug
    folder.mkdir()
    form = '"""You do.\n\nIt is not so.\n\ntask: 2\ncheck: a\nmessage: b\n{}"""\n\nx = 1\n'
    (folder / "full.py").write_text(form.format("check: c\nmessage: d e\ncheck: f\neither: g\n"))
    (known,) = misconceptions_of(2, tmp_path)
    assert known.evidence == (("a", "b"), ("c", "d e"), ("f", ""))
    assert (known.either, known.answer) == (frozenset({"g"}), "x = 1\n")


def test_a_wrong_answer_without_evidence_is_refused_in_a_sentence(tmp_path: Path) -> None:
    folder = tmp_path / PROVEN.slug
    folder.mkdir()
    (folder / "none.py").write_text('"""You do.\n\nIt is not so.\n\ntask: 2\ncheck: a\n"""\n')
    with pytest.raises(CourseError, match=r"none.py does not say its task, check and message"):
        misconceptions_of(2, tmp_path)
