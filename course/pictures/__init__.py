"""The pictures of the chapters, by name: `course.picture("States of a user")`. One module for each
chapter, named as it is; how they are drawn is in diagrams.py."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from course.parse import CourseError
from course.svg import Picture


def picture(name: str) -> Picture:
    """Raises `CourseError` for a name that no picture has."""
    pictures = {each.title: each for each in all_pictures()}
    if name not in pictures:
        raise CourseError(f"there is no picture {name!r}; there are {', '.join(pictures)}")
    return pictures[name]


def all_pictures() -> Iterator[Picture]:
    for module in iter_modules(__path__, f"{__name__}."):
        yield from import_module(module.name).PICTURES
