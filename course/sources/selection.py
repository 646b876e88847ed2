"""Chapters by the numbers that somebody gave. What is done with them is not known here."""

from collections.abc import Collection, Sequence

from course.errors import CourseError
from course.sources.chapter import Chapter


def selected(chapters: Sequence[Chapter], numbers: Collection[int]) -> list[Chapter]:
    """Those of these numbers; all, if there is none. Raises `CourseError` for one that is not
    there."""
    known = [chapter.number for chapter in chapters]
    for number in sorted(numbers):
        if number not in known:
            raise CourseError(
                f"There is no chapter {number}; there are {min(known)} to {max(known)}."
            )
    return [chapter for chapter in chapters if not numbers or chapter.number in numbers]
