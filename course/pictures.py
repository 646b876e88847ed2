"""The pictures of the chapters, by name: `course.picture("states of a user")`. How: diagrams.py."""

from collections.abc import Callable
from typing import Final

from course.diagrams import Arrow, Box, graph
from course.parse import CourseError
from course.svg import Picture


def picture(name: str) -> Picture:
    """Raises `CourseError` for a name that no picture has."""
    if name not in PICTURES:
        raise CourseError(f"there is no picture {name!r}; there are {', '.join(PICTURES)}")
    words, draw = PICTURES[name]
    return Picture(name[0].upper() + name[1:], words, draw(name))


def _states(title: str) -> str:
    boxes = {
        "active": Box(0, 0, "active", "lit"),
        "inactive": Box(1.4, 0, "inactive"),
        "gone": Box(0, 1.3, "deleted\n(was active)"),
        "kept": Box(1.4, 1.3, "deleted\n(was inactive)"),
    }
    arrows = [
        Arrow("active", "inactive", "deactivate"),
        Arrow("inactive", "active", "activate"),
        Arrow("active", "gone", "delete"),
        Arrow("gone", "active", "restore"),
        Arrow("inactive", "kept", "delete"),
        Arrow("kept", "inactive", "restore"),
    ]
    return graph(title, boxes, arrows)


PICTURES: Final[dict[str, tuple[str, Callable[[str], str]]]] = {
    "states of a user": (
        "A user is active or inactive; activate and deactivate lead from one to the other. delete "
        "leads from each to a deleted state that remembers which it was, and restore leads back "
        "there. No arrow leads from a deleted state to anything but the state before. Only the "
        "active one can sign in.",
        _states,
    ),
}
