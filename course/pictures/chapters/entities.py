"""Chapter 3."""

from typing import Final

from course.pictures.diagrams import Arrow, Box, graph
from course.pictures.svg import Picture

_STATES: Final = "States of a user"

PICTURES: Final = (
    Picture(
        _STATES,
        "A user is active or inactive; activate and deactivate lead from one to the other. delete "
        "leads from each to a deleted state that remembers which it was, and restore leads back "
        "there. No arrow leads from a deleted state to anything but the state before. Only the "
        "active one can sign in.",
        graph(
            _STATES,
            {
                "active": Box(0, 0, "active\ncan sign in", "lit"),
                "inactive": Box(1.4, 0, "inactive"),
                "gone": Box(0, 1.3, "deleted\n(was active)"),
                "kept": Box(1.4, 1.3, "deleted\n(was inactive)"),
            },
            [
                Arrow("active", "inactive", "deactivate"),
                Arrow("inactive", "active", "activate"),
                Arrow("active", "gone", "delete"),
                Arrow("gone", "active", "restore"),
                Arrow("inactive", "kept", "delete"),
                Arrow("kept", "inactive", "restore"),
            ],
        ),
    ),
)
