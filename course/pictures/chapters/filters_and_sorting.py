"""Chapter 13."""

from typing import Final

from course.pictures.diagrams import Arrow, Box, graph
from course.pictures.svg import Picture

_WAY: Final = "From an address to a statement"

PICTURES: Final = (
    Picture(
        _WAY,
        "From left to right. The address has parameters, a sort and a cursor. The door makes of "
        "them a filter and an order, values in the app's own words; a parameter that it does not "
        "know ends here. The adapter makes conditions and ranks of these, and knows which column "
        "a field is. The cursor holds the values of the last item and a digest of filter and "
        "order, so it fits the list that gave it and no other.",
        graph(
            _WAY,
            {
                "address": Box(0, 0, "?name=a"),
                "sort": Box(0, 1, "&sort=..."),
                "cursor": Box(0, 2, "&cursor=..."),
                "filter": Box(1.2, 0, "a filter", "lit"),
                "order": Box(1.2, 1, "an order", "lit"),
                "values": Box(1.2, 2, "values, digest", "lit"),
                "where": Box(2.4, 0, "a condition"),
                "by": Box(2.4, 1, "ranks"),
                "behind": Box(2.4, 2, "behind these"),
                "sql": Box(3.6, 1, "a statement"),
            },
            [
                Arrow("address", "filter"),
                Arrow("sort", "order"),
                Arrow("cursor", "values"),
                Arrow("filter", "where"),
                Arrow("order", "by"),
                Arrow("values", "behind"),
                Arrow("where", "sql"),
                Arrow("by", "sql"),
                Arrow("behind", "sql"),
            ],
            cell=(150, 80),
        ),
    ),
)
