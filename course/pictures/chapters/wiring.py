"""Chapter 9."""

from typing import Final

from course.pictures.diagrams import Arrow, Box, graph
from course.pictures.svg import Picture

_HANDED: Final = "Who is handed to whom"

PICTURES: Final = (
    Picture(
        _HANDED,
        "From left to right. The settings, read once from the environment, are handed to the "
        "tenant and to the database. The clock, the tenant and the database are handed to the "
        "units, the units to the bus, the bus to the doors: HTTP, a nightly report, a test. All "
        "of these up to the bus live as long as the app. The units open a unit of work, which "
        "lives for one transaction.",
        graph(
            _HANDED,
            {
                "settings": Box(0, 1, "settings", "lit"),
                "clock": Box(1, 0, "clock", "lit"),
                "tenant": Box(1, 1, "tenant", "lit"),
                "database": Box(1, 2, "database", "lit"),
                "units": Box(2, 1, "units", "lit"),
                "bus": Box(2.9, 1, "bus", "lit"),
                "http": Box(4, 0, "HTTP"),
                "report": Box(4, 1, "a nightly report"),
                "test": Box(4, 2, "a test"),
                "unit": Box(2, 2.2, "unit of work"),
            },
            [
                Arrow("settings", "tenant"),
                Arrow("settings", "database"),
                Arrow("clock", "units"),
                Arrow("tenant", "units"),
                Arrow("database", "units"),
                Arrow("units", "bus"),
                Arrow("bus", "http"),
                Arrow("bus", "report"),
                Arrow("bus", "test"),
                Arrow("units", "unit", "for each transaction"),
            ],
            cell=(150, 80),
        ),
    ),
)
