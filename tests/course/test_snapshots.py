"""Which chapters have an app to check. What the checks find is for `course snapshots` to tell."""

from pathlib import Path

from course.parse import parse_chapter
from course.snapshots import check_snapshots
from tests.course.folding import library


def test_a_chapter_before_the_first_build_has_no_app_to_check() -> None:
    preface = parse_chapter(Path("00_preface.md"), "# Preface\n\nNothing is built here.\n")
    assert [each.chapter for each in check_snapshots([preface, library()[0]])] == [1]
