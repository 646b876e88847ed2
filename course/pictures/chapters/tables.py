"""Chapter 6."""

from typing import Final

from course.pictures.diagrams import Arrow, Box, graph
from course.pictures.svg import Picture

_WALL: Final = "Who knows whom at the wall"

PICTURES: Final = (
    Picture(
        _WALL,
        "mapping.py knows both sides: the domain with User and EmailAddress, which has rules, and "
        "the rows with UserRow and its indexes, which have columns. The store SqlUsers asks the "
        "mapping, sends statements about rows, and speaks the language of the port Users. No arrow "
        "leads from the domain or from the port to anything of SQL.",
        graph(
            _WALL,
            {
                "domain": Box(0, 0, "User, EmailAddress\nrules, no columns"),
                "mapping": Box(1.3, 0, "mapping.py\nthe gate", "lit"),
                "rows": Box(2.6, 0, "UserRow, indexes\ncolumns, no rules"),
                "port": Box(0, 1.3, "port Users\nget, add, save"),
                "store": Box(1.3, 1.3, "SqlUsers\nstatements"),
            },
            [
                Arrow("mapping", "domain", "user_of"),
                Arrow("mapping", "rows", "row_of"),
                Arrow("store", "mapping", "asks"),
                Arrow("store", "port", "keeps"),
                Arrow("store", "rows"),
            ],
        ),
    ),
)
