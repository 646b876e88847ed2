"""Chapter 8."""

from typing import Final

from course.pictures.diagrams import Arrow, timeline
from course.pictures.svg import Picture

_EDITORS: Final = "Two editors and a version"

PICTURES: Final = (
    Picture(
        _EDITORS,
        "Grace and Ada both read the row at version 1. Grace saves, saying that she has seen "
        "version 1; that is current, so the row becomes version 2. Ada saves, saying that she has "
        "seen version 1 too; no row has that version any more, so nothing is written and Ada is "
        "refused. She reads version 2 and decides again.",
        timeline(
            _EDITORS,
            ["Grace", "the row", "Ada"],
            [
                Arrow("the row", "the row", "version 1"),
                Arrow("the row", "Grace", "version 1"),
                Arrow("the row", "Ada", "version 1"),
                Arrow("Grace", "the row", "save, seen 1", "lit"),
                Arrow("the row", "the row", "version 2", "lit"),
                Arrow("Ada", "the row", "save, seen 1", "bad"),
                Arrow("the row", "Ada", "refused: 0 rows", "bad"),
                Arrow("the row", "Ada", "version 2"),
            ],
        ),
    ),
)
