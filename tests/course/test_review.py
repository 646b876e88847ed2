"""What a learner is told of their changes."""

from pathlib import Path

import pytest

from course.fold.tree import FoldError
from course.learner.learner import Learner
from course.learner.review import diff, unfit, whose
from tests.course.folding import cell
from tests.course.learning import BOOKS, CHAPTERS, MEMBERS, NAMED, THICK


@pytest.fixture
def learner(tmp_path: Path) -> Learner:
    return Learner(tmp_path / "my workspace", CHAPTERS)


def test_a_line_says_whose_the_earlier_chapters_are(learner: Learner) -> None:
    learner.run(MEMBERS)
    assert whose(learner, 4) == ""
    learner.run(THICK)
    assert whose(learner, 1) == ""
    assert whose(learner, 4) == "chapter 1 yours"
    learner.run(NAMED)
    assert whose(learner, 4) == "chapters 1-2 yours"
    learner.reset(1, 2)
    assert whose(learner, 4) == "chapter 2 yours"


def test_diff_shows_what_differs_from_ours(learner: Learner) -> None:
    assert diff(learner, 1, 2) == "step 1.2: you have not run it"
    learner.run(THICK)
    assert "\n-        return self.pages > 400\n+        return self.pages > 500\n" in diff(
        learner, 1, None
    )
    learner.run(BOOKS)
    assert diff(learner, 1, 2) == "step 1.2: yours is ours"
    assert diff(learner, 1, None) == "chapter 1: no cell that you ran differs from ours"


def test_a_later_chapter_whose_cell_fits_nowhere_is_told_with_its_way_out(learner: Learner) -> None:
    own = learner.run(cell("%%build reference_app/x.py\nA = 1\n", chapter=3)).cell
    assert unfit(learner, 2, FoldError(own, "")) == (
        "Your step 3.a is in no chapter: `%course reset 3.a` takes it out."
    )
