"""Nothing that a learner wrote is lost: refusals, copies, resets."""

import contextlib
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from course.errors import CourseError
from course.fold.tree import FoldError
from course.learner.learner import Learner
from course.learner.review import mend
from course.sources.chapter import BuildCell
from tests.course.folding import cell
from tests.course.learning import (
    BOOKS,
    BORROW,
    CHAPTERS,
    HELPER,
    MEMBERS,
    STEPS,
    THICK,
    app,
    changed,
    everything,
    texts,
)


def test_a_cell_that_does_not_fit_changes_nothing_and_says_what_to_run_first(
    learner: Learner,
) -> None:
    learner.open(2)
    before = everything(learner.root)
    with pytest.raises(FoldError, match=r"chapter 2, step 2\.2: .*members\.py") as caught:
        learner.run(BORROW)
    assert everything(learner.root) == before
    assert mend(learner, 2, caught.value.cell, BORROW.key.path) == "Run step 2.1 first."


@pytest.mark.parametrize("place", ["tree", "workspace"])
def test_an_edit_by_hand_is_copied_before_the_file_is_built_anew(
    learner: Learner, place: str
) -> None:
    learner.run(MEMBERS)
    directory = learner.root if place == "workspace" else learner.tree(2)
    (directory / MEMBERS.key.path).write_text("precious = 1\n", "utf-8")
    (directory / "reference_app" / "mine.py").write_text("also_precious = 1\n", "utf-8")
    notes = learner.run(BORROW).notes
    assert len(notes) == 1
    told = re.fullmatch(
        r"your edit of reference_app/members\.py was built over; it is kept in (\S+)\. To make it "
        r"last, put it into the cell that `%course where FILE:LINE` names, and run that",
        notes[0],
    )
    assert told is not None
    copy = learner.root / told[1] / MEMBERS.key.path
    assert copy.read_text("utf-8") == "precious = 1\n"
    assert "def borrow" in app(directory)[MEMBERS.key.path]
    assert app(directory)["reference_app/mine.py"] == "also_precious = 1\n"
    assert learner.run(BORROW).notes == []


def test_reset_puts_our_text_back_and_keeps_a_copy(learner: Learner) -> None:
    learner.run(THICK)
    notes = learner.reset(1, 2)
    assert app(learner.root) == texts([BOOKS])
    assert (learner.root / notes[0].rpartition(" ")[2]).read_text("utf-8").count("> 500") == 1
    assert learner.reset(1, 2) == []


def test_reset_takes_out_a_step_of_ones_own(learner: Learner) -> None:
    learner.run(BOOKS)
    own = learner.run(cell("%%build reference_app/extra.py\nDUSTY = 1\n")).cell
    learner.reset(1, own.step)
    assert app(learner.root) == texts([BOOKS])
    assert "DUSTY = 1" in "".join(
        map(bytes.decode, everything(learner.root / ".course" / "copies").values())
    )


@pytest.mark.parametrize(
    ("theirs", "then", "lost"),
    [
        (THICK, BOOKS, "> 500"),
        (changed(THICK, "    return title\n", f"    return title\n{HELPER}"), THICK, "def spoken"),
    ],
)
def test_a_version_of_the_learners_that_ours_or_a_shorter_one_replaces_is_copied(
    learner: Learner, theirs: BuildCell, then: BuildCell, lost: str
) -> None:
    learner.run(theirs)
    notes = learner.run(then).notes
    assert lost in (learner.root / notes[0].rpartition(" ")[2]).read_text("utf-8")


def test_two_builds_at_once_both_count(learner: Learner) -> None:
    cells = [STEPS["step 1.2"], STEPS["step 1.3"], STEPS["step 2.1"], STEPS["step 2.5"]] * 2
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(learner.run, cells))
    ours = [STEPS[f"step 1.{n}"] for n in (1, 2, 3)]
    assert app(learner.root) == texts([*ours, STEPS["step 2.1"], STEPS["step 2.5"]])
    assert not list(learner.root.rglob("*.part"))


OPERATIONS = st.one_of(
    st.tuples(st.just("run"), st.sampled_from(["step 1.1", "step 1.2", "step 2.1", "step 2.2"])),
    st.tuples(st.just("thick"), st.just("")),
    st.tuples(st.just("own"), st.sampled_from("xy")),
    st.tuples(st.just("edit"), st.sampled_from(["", ".course/01/tree", ".course/02/tree"])),
    st.tuples(st.just("reset"), st.just("")),
    st.tuples(st.just("open"), st.sampled_from("12")),
)


def perform(learner: Learner, number: int, kind: str, argument: str) -> str | None:
    """The operation; what the learner wrote by it, if anything. Raises CourseError."""
    match kind:
        case "run":
            learner.run(STEPS[argument])
        case "thick":
            learner.run(THICK)
            return "> 500"
        case "own":
            own = cell(f"%%build reference_app/own.py\nown_{number} = 1\n")
            learner.run(replace(own, jupyter_cell=argument))
            return f"own_{number} = 1"
        case "reset":
            learner.reset(1, 2)
        case "open":
            learner.open(int(argument))
        case "edit":
            files = list((learner.root / argument).glob("reference_app/*.py"))
            for file in files:
                file.write_text(f"{file.read_text('utf-8')}edit_{number} = 1\n", "utf-8")
            return f"edit_{number} = 1" if files else None
    return None


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(OPERATIONS, max_size=8))
def test_what_was_written_once_can_always_be_found(
    tmp_path_factory: pytest.TempPathFactory, operations: list[tuple[str, str]]
) -> None:
    learner = Learner(tmp_path_factory.mktemp("workspace"), CHAPTERS)
    written = set()
    for number, (kind, argument) in enumerate(operations):
        with contextlib.suppress(CourseError):
            written.add(perform(learner, number, kind, argument) or "")
        found = b"".join(everything(learner.root).values()).decode()
        assert [each for each in written if each not in found] == []
