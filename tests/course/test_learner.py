"""The learner's app: what running cells leaves in it, in any order."""

import itertools
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from course.errors import CourseError
from course.fold.tree import FoldError
from course.learner.learner import Learner
from course.sources.chapter import BuildCell
from course.sources.steps import OWN
from tests.course.folding import cell
from tests.course.learning import (
    BOOKS,
    CHAPTERS,
    HELPER,
    MEMBERS,
    STEPS,
    THICK,
    app,
    changed,
    texts,
)


def test_the_app_holds_what_was_run(learner: Learner) -> None:
    learner.run(STEPS["step 1.1"])
    learner.run(BOOKS)
    assert app(learner.root) == texts([STEPS["step 1.1"], BOOKS])
    assert app(learner.tree(1)) == app(learner.root)


VARIANTS = [
    *(each for each in STEPS.values() if each.chapter < 4),
    THICK,
    changed(MEMBERS, "    name: str", "    name: str\n    card: int = 0"),
    cell("%%build reference_app/books.py\nDUSTY = True\n", chapter=2),
]


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(VARIANTS), max_size=7))
def test_the_app_depends_on_what_was_run_last_and_never_on_the_order(
    tmp_path_factory: pytest.TempPathFactory, ran: list[BuildCell]
) -> None:
    learner = Learner(tmp_path_factory.mktemp("workspace"), CHAPTERS)
    last: dict[object, BuildCell] = {}
    for each in ran:
        try:
            built = learner.run(each).cell
        except FoldError:
            continue
        last[built.key] = built
    furthest = max((each.chapter for each in last.values()), default=0)
    ours = {each.key: each for each in STEPS.values() if each.chapter < furthest}
    expected = texts(list((ours | last).values()))
    assert app(learner.root) == (expected if last else {})


def test_every_order_of_a_chapters_cells_gives_the_same_app(learner: Learner) -> None:
    cells = [each for each in STEPS.values() if each.chapter == 2]
    expected = texts([each for each in STEPS.values() if each.chapter <= 2])
    for order in itertools.islice(itertools.permutations(cells), 0, None, 59):
        fresh = Learner(learner.root / "-".join(str(each.step) for each in order), CHAPTERS)
        waiting = list(order)
        while waiting:  # a member waits for its class
            try:
                fresh.run(waiting[0])
            except FoldError:
                waiting.append(waiting[0])
            del waiting[0]
        assert app(fresh.root) == expected


def test_a_helper_next_to_our_class_belongs_to_our_step(learner: Learner) -> None:
    built = learner.run(replace(cell(f"%%build {BOOKS.key.path}\n{BOOKS.body}{HELPER}"), step=99))
    assert str(built.cell) == "step 1.2"
    assert app(learner.root)[BOOKS.key.path].count("class Book:") == 1
    learner.run(BOOKS)
    assert "def spoken" not in app(learner.root)[BOOKS.key.path]


def test_a_cell_with_the_names_of_ours_is_that_one_whatever_others_share(tmp_path: Path) -> None:
    both = cell("%%build reference_app/x.py\ndef f(): ...\ndef g(): ...\n", step=1)
    one = cell("%%build reference_app/x.py\ndef g(): ...\n", step=2)
    learner = Learner(tmp_path, [replace(CHAPTERS[0], builds=(both, one))])
    assert [learner.run(each).cell.step for each in (both, one)] == [1, 2]


def test_a_cell_cut_in_two_keeps_both_halves_in_our_order(learner: Learner) -> None:
    head, function = BOOKS.body.split("\n\n\ndef ")
    second = cell(f"%%build {BOOKS.key.path}\ndef {function}")
    first = cell(f"%%build {BOOKS.key.path}\n{head}\n")
    learner.run(second)
    assert learner.run(first).cell.step == 2
    assert app(learner.root) == texts([BOOKS])


def test_a_cell_of_ones_own_is_folded_last_and_keeps_its_place(learner: Learner) -> None:
    own = cell("%%build reference_app/books.py\nDUSTY = 1\n")
    other = cell("%%build reference_app/books.py\nDUSTIER = DUSTY + 1\n")
    steps = [learner.run(each).cell.step for each in (own, other, BOOKS, own)]
    assert steps == [OWN + 1, OWN + 2, 2, OWN + 1]
    assert app(learner.root)[BOOKS.key.path].endswith("DUSTY = 1\n\nDUSTIER = DUSTY + 1\n")


def test_a_chapter_stands_on_the_learners_cells_and_on_ours_where_they_ran_none(
    learner: Learner,
) -> None:
    thick = THICK
    learner.run(thick)
    learner.open(3)
    ours = [each for each in STEPS.values() if each.chapter < 3 and each is not BOOKS]
    assert app(learner.tree(3)) == texts([*ours, replace(thick, step=2)])
    assert app(learner.tree(1)) == app(learner.root)


def test_an_open_chapter_is_not_disturbed_by_an_earlier_one(learner: Learner) -> None:
    learner.open(3)
    before = app(learner.tree(3))
    learner.run(THICK)
    assert app(learner.tree(3)) == before
    learner.open(3)
    assert "> 500" in app(learner.tree(3))[BOOKS.key.path]


def test_the_workspace_shows_the_furthest_chapter(learner: Learner) -> None:
    learner.run(STEPS["step 3.1"])
    learner.run(THICK)
    shown = app(learner.root)
    assert "> 500" in shown[BOOKS.key.path]
    assert "reference_app/lending.py" in shown


def test_what_no_longer_fits_a_later_chapter_is_built_and_told(learner: Learner) -> None:
    learner.run(STEPS["step 2.3"])
    renamed = changed(BOOKS, "SHELVES", "RACKS")
    notes = learner.run(renamed).notes
    assert "RACKS" in app(learner.tree(1))[BOOKS.key.path]
    assert "RACKS" not in app(learner.root)[BOOKS.key.path]
    assert len(notes) == 1
    assert notes[0].startswith("workspace/reference_app stays as it was: chapter 2, step 2.3")


def test_the_finished_app_has_the_learners_cells_in_place_of_ours(learner: Learner) -> None:
    learner.run(THICK)
    expected = STEPS | {"step 1.2": replace(THICK, step=2)}
    assert app(learner.finished()) == texts(expected.values())


def test_a_chapter_that_is_not_there_is_named(learner: Learner) -> None:
    with pytest.raises(CourseError, match="no chapter 7: there are 1 to 4"):
        learner.open(7)
