"""Chapter 2."""

from typing import Final

from course.pictures.diagrams import Arrow, Box, graph
from course.pictures.svg import Picture

_SPELLINGS: Final = "Many spellings, one key, one account"

PICTURES: Final = (
    Picture(
        _SPELLINGS,
        "Two rows of boxes. Above, three spellings of one address, compared as strings, lead to "
        "three accounts, two of them wrong. Below, the same three spellings lead to one key, "
        "ada@example.com, and the key leads to one account, which keeps the spelling that its "
        "owner chose.",
        graph(
            _SPELLINGS,
            {
                "a1": Box(0, 0, "ada@example.com"),
                "a2": Box(0, 0.6, "Ada@example.com"),
                "a3": Box(0, 1.2, " ADA@example.com "),
                "b1": Box(2.3, 0, "account"),
                "b2": Box(2.3, 0.6, "account", "bad"),
                "b3": Box(2.3, 1.2, "account", "bad"),
                "c1": Box(0, 2.1, "ada@example.com"),
                "c2": Box(0, 2.7, "Ada@example.com"),
                "c3": Box(0, 3.3, " ADA@example.com "),
                "key": Box(1.25, 2.7, "key\n ada@example.com ", "lit"),
                "one": Box(2.3, 2.7, "account"),
            },
            [
                Arrow("a1", "b1", "as strings"),
                Arrow("a2", "b2", "", "bad"),
                Arrow("a3", "b3", "", "bad"),
                Arrow("c1", "key"),
                Arrow("c2", "key"),
                Arrow("c3", "key"),
                Arrow("key", "one"),
            ],
        ),
    ),
)
