"""Chapter 5."""

from typing import Final

from course.pictures.diagrams import Arrow, Box, graph
from course.pictures.svg import Picture

_NAMES: Final = "Who names whom"

PICTURES: Final = (
    Picture(
        _NAMES,
        "Before: the HTTP endpoint and the command line tool each name the database, and each "
        "holds the rule. After: the endpoint, the tool and a test name the use case; the use case "
        "names the port, which is the app's own word for what it needs. The adapter to the "
        "database and the adapter to a list name the port too. No arrow leads from the use case "
        "to a database.",
        graph(
            _NAMES,
            {
                "before": Box(-0.1, 0.5, "before", "bare"),
                "after": Box(-0.1, 2.8, "after", "bare"),
                "endpoint": Box(0.8, 0, "endpoint\nwith the rule"),
                "copy": Box(0.8, 1, "tool\nwith its copy", "bad"),
                "database": Box(4, 0.5, "database\nin SQL"),
                "http": Box(0.8, 2.1, "endpoint"),
                "tool": Box(0.8, 2.8, "tool"),
                "test": Box(0.8, 3.5, "test"),
                "case": Box(1.9, 2.8, "use case\ncreate_user", "lit"),
                "port": Box(2.9, 2.8, "port\nUsers", "lit"),
                "sql": Box(4, 2.3, "adapter SqlUsers\nto the database"),
                "fake": Box(4, 3.3, "adapter FakeUsers\nto a list"),
            },
            [
                Arrow("endpoint", "database"),
                Arrow("copy", "database"),
                Arrow("http", "case"),
                Arrow("tool", "case"),
                Arrow("test", "case"),
                Arrow("case", "port", "names"),
                Arrow("sql", "port"),
                Arrow("fake", "port"),
            ],
            cell=(166, 76),
        ),
    ),
)
