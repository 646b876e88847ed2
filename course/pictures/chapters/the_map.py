"""Chapter 1."""

from typing import Final

from course.pictures.diagrams import Arrow, Box, graph
from course.pictures.svg import Picture

_WALKED: Final = "What a test walks through"

PICTURES: Final = (
    Picture(
        _WALKED,
        "Two rows. In the upper one, a test with a replacement walks from the door to the bus and "
        "from there into a substitute in memory; the container's provider, which is broken, stands "
        "aside and is never asked. In the lower one, a test of the whole walks from the door to "
        "the bus, through the broken provider, towards the database, and fails where users would.",
        graph(
            _WALKED,
            {
                "a": Box(0, 0.5, "test with a\nreplacement"),
                "a door": Box(1, 0.5, "door"),
                "a bus": Box(1.8, 0.5, "bus"),
                "fake": Box(2.8, 0, "in memory", "lit"),
                "a provider": Box(2.8, 0.9, "broken provider", "bad"),
                "b": Box(0, 2, "test of\nthe whole"),
                "b door": Box(1, 2, "door"),
                "b bus": Box(1.8, 2, "bus"),
                "b provider": Box(2.8, 2, "broken provider", "bad"),
                "database": Box(3.9, 2, "database"),
            },
            [
                Arrow("a", "a door"),
                Arrow("a door", "a bus"),
                Arrow("a bus", "fake"),
                Arrow("b", "b door"),
                Arrow("b door", "b bus"),
                Arrow("b bus", "b provider"),
                Arrow("b provider", "database", "", "bad"),
            ],
            cell=(165, 80),
        ),
    ),
)
