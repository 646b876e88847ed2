"""Writes the app as of a chapter into a folder. Building the tree is tree.py's."""

from collections.abc import Sequence
from pathlib import Path

from course.errors import CourseError
from course.fold.tree import fold, write_tree
from course.sources.chapter import Chapter

__all__ = ["checkout", "write_tree"]


def checkout(chapters: Sequence[Chapter], number: int, directory: Path) -> None:
    """Overwrites nothing: a folder that holds anything is refused."""
    numbers = [chapter.number for chapter in chapters if chapter.builds]
    if number not in numbers:
        raise CourseError(f"there is no chapter {number}: take one of {_listed(numbers)}")
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise CourseError(f"{directory} is not empty: name a new or empty folder")
    write_tree(
        fold(cell for each in chapters if each.number <= number for cell in each.builds), directory
    )


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers)) or "none, as no chapter has a source"
