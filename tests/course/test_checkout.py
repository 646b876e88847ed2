"""The app as of a chapter, and which step wrote a line of it."""

from pathlib import Path

import pytest

from course.errors import CourseError
from course.fold.checkout import checkout
from course.fold.tree import fold
from course.fold.where import where
from tests.course.folding import builds, library


def test_a_checkout_holds_the_app_as_of_its_chapter(tmp_path: Path) -> None:
    checkout(library(), 2, tmp_path / "new")
    files = {file.name for file in (tmp_path / "new" / "reference_app").iterdir()}
    assert files == {"__init__.py", "books.py", "count.lua", "errors.py", "members.py"}
    assert "def borrow" in (tmp_path / "new" / "reference_app" / "members.py").read_text()


def test_a_checkout_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(CourseError, match="is not empty"):
        checkout(library(), 2, tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_a_checkout_of_no_chapter_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="no chapter 9: take one of 1, 2, 3, 4"):
        checkout(library(), 9, tmp_path)


@pytest.mark.parametrize(
    ("place", "passage"),
    [
        ("lending.py:10", "reference_app/lending.py line 10: chapter 4, step 4.4"),
        (
            "reference_app/lending.py:14",
            "reference_app/lending.py lines 13-14: chapter 3, step 3.1",
        ),
        ("lending.py:15", "reference_app/lending.py lines 13-14: chapter 3, step 3.1"),
    ],
)
def test_a_line_belongs_to_a_step_and_a_blank_one_to_its_neighbour(
    place: str, passage: str
) -> None:
    assert [str(each) for each in where(fold(builds(library())), place)] == [passage]


def test_a_file_is_told_passage_by_passage() -> None:
    passages = where(fold(builds(library())), "errors.py")
    assert [str(each) for each in passages] == [
        "reference_app/errors.py lines 1-4: chapter 2, step 2.5",
        "reference_app/errors.py lines 5-6: chapter 3, step 3.5",
    ]


def test_the_imports_of_a_file_are_one_row() -> None:
    rows = where(fold(builds(library())), "members.py")
    assert rows[0] == "reference_app/members.py imports: chapters 2, 4"
    assert rows[1] == "reference_app/members.py line 1: chapter 2, step 2.1"
    assert sum("imports" in row for row in rows) == 1


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("lendin.py", r"no reference_app/lendin\.py: did you mean reference_app/lending\.py\?"),
        ("lending.py:0", "lines 1 to 37, no line 0"),
        ("lending.py:99", "no line 99"),
        ("lending.py:x", "no line x"),
    ],
)
def test_a_place_that_is_not_there_is_refused(place: str, message: str) -> None:
    with pytest.raises(CourseError, match=message):
        where(fold(builds(library())), place)
