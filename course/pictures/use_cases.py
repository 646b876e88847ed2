"""Chapter 5."""

from typing import Final

from course.diagrams import Arrow, Box, graph
from course.svg import Picture

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
                "endpoint": Box(0, 0, "before: endpoint\nwith the rule"),
                "copy": Box(0, 1, "before: tool\nwith its copy", "bad"),
                "database": Box(3.5, 0.5, "database\nin SQL"),
                "http": Box(0, 2.1, "after: endpoint"),
                "tool": Box(0, 2.8, "after: tool"),
                "test": Box(0, 3.5, "after: test"),
                "case": Box(1.3, 2.8, "use case\ncreate_user", "lit"),
                "port": Box(2.4, 2.8, "port\nUsers", "lit"),
                "sql": Box(3.5, 2.3, "adapter SqlUsers\nto the database"),
                "fake": Box(3.5, 3.3, "adapter FakeUsers\nto a list"),
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
