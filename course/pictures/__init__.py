"""Drawings in the page's colours, and what they say in words: how one is drawn, and those of the
chapters, by name: `course.picture("States of a user")`.

A chapter's are in chapters/, in a module that is named as its source.
"""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from course.errors import CourseError
from course.pictures import chapters
from course.pictures.svg import Picture


def picture(name: str) -> Picture:
    """Raises `CourseError` for a name that no picture has."""
    pictures = {each.title: each for each in all_pictures()}
    if name not in pictures:
        raise CourseError(f"there is no picture {name!r}; there are {', '.join(pictures)}")
    return pictures[name]


def all_pictures() -> Iterator[Picture]:
    for module in iter_modules(chapters.__path__, f"{chapters.__name__}."):
        yield from import_module(module.name).PICTURES
