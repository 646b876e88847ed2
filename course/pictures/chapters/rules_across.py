"""Chapter 4."""

from typing import Final

from course.pictures.diagrams import Arrow, Box, graph
from course.pictures.svg import Picture

_DOORS: Final = "Four doors, one rule"

PICTURES: Final = (
    Picture(
        _DOORS,
        "Two drawings. In the upper one four doors lead to the users: sign up, add and import each "
        "through a check of its own, in a wording of its own, and restore through none. In the "
        "lower one the same four doors lead to one rule, require_seats, which is told how many "
        "seats are used and how many people come, and only from there to the users.",
        graph(
            _DOORS,
            {
                "a1": Box(0, 0, "sign up"),
                "a2": Box(0, 0.55, "add"),
                "a3": Box(0, 1.1, "import"),
                "a4": Box(0, 1.65, "restore", "bad"),
                "c1": Box(1.1, 0, "used < 5"),
                "c2": Box(1.1, 0.55, "used != 5"),
                "c3": Box(1.1, 1.1, "used + all <= 5"),
                "au": Box(2.6, 1.65, "users"),
                "b1": Box(0, 2.55, "sign up"),
                "b2": Box(0, 3.1, "add"),
                "b3": Box(0, 3.65, "import"),
                "b4": Box(0, 4.2, "restore"),
                "rule": Box(1.35, 3.375, "require_seats\ntold: used, newcomers", "lit"),
                "bu": Box(2.6, 3.375, "users"),
            },
            [
                Arrow("a1", "c1"),
                Arrow("a2", "c2"),
                Arrow("a3", "c3"),
                Arrow("c1", "au"),
                Arrow("c2", "au"),
                Arrow("c3", "au"),
                Arrow("a4", "au", "", "bad"),
                Arrow("b1", "rule"),
                Arrow("b2", "rule"),
                Arrow("b3", "rule"),
                Arrow("b4", "rule"),
                Arrow("rule", "bu"),
            ],
            cell=(180, 80),
        ),
    ),
)
