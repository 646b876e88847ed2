"""A step that a new edition changed and the learner did not."""

from dataclasses import replace
from pathlib import Path

import pytest

from course.learner.learner import Learner
from course.learner.review import diff, mend, whose
from tests.course.learning import BOOKS, CHAPTERS, MEMBERS, THICK, app

NEW_BOOKS = replace(BOOKS, body=BOOKS.body.replace("> 400", "> 450"))


@pytest.fixture
def updated(learner: Learner) -> Learner:
    """Ran two steps of ours as they were, and has an edition in which one of them is another."""
    learner.run(BOOKS)
    learner.run(MEMBERS)
    builds = tuple(NEW_BOOKS if cell == BOOKS else cell for cell in CHAPTERS[0].builds)
    return Learner(learner.root, [replace(CHAPTERS[0], builds=builds), *CHAPTERS[1:]])


OLDER = "step 1.2: older edition; `%course reset 1.2` brings it up to date"


def test_a_step_as_an_older_edition_had_it_is_not_the_learners_change(updated: Learner) -> None:
    assert diff(updated, 1, None) == OLDER
    assert diff(updated, 1, 2) == OLDER
    assert whose(updated, 4) == ""
    updated.run(CHAPTERS[0].builds[0])  # the store is written anew, by the new edition
    assert diff(updated, 1, None) == OLDER


def test_reset_brings_it_up_to_date_without_a_copy(updated: Learner) -> None:
    assert updated.reset(1, 2) == []
    assert "> 450" in app(updated.tree(1))[BOOKS.key.path]
    assert diff(updated, 1, 2) == "step 1.2: yours is ours"


def test_running_the_new_one_brings_it_up_to_date_without_a_copy(updated: Learner) -> None:
    assert updated.run(NEW_BOOKS).notes == []
    assert diff(updated, 1, None) == "chapter 1: no cell that you ran differs from ours"


def test_a_change_of_the_learners_stays_one(updated: Learner) -> None:
    updated.run(THICK)
    assert "+        return self.pages > 500" in diff(updated, 1, 2)
    assert whose(updated, 4) == "chapter 1 yours"
    assert len(updated.reset(1, 2)) == 1


def test_an_older_edition_that_no_longer_fits_is_named(updated: Learner) -> None:
    assert mend(updated, 3, CHAPTERS[2].builds[0]) == (
        "Your step 1.2 is of an older edition: `%course reset 1.2` brings it up to date."
    )


def test_a_step_that_the_new_edition_lacks_is_not_the_learners_either(learner: Learner) -> None:
    learner.run(BOOKS)
    bare = Learner(learner.root, [replace(CHAPTERS[0], builds=())])
    assert diff(bare, 1, None) == ("step 1.a: older edition; `%course reset 1.a` takes it out")
    bare.reset(1, bare.ran(1)[0].step)
    assert app(Path(bare.tree(1))) == {}
