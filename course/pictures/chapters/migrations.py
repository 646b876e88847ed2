"""Chapter 12."""

from typing import Final

from course.pictures.diagrams import Arrow, timeline
from course.pictures.svg import Picture

_VERSIONS: Final = "Two versions over one table"

PICTURES: Final = (
    Picture(
        _VERSIONS,
        "Friday's app, the table, Monday's app. Friday's app inserts rows as it knows them. The "
        "table gets a column with a default: step 2. Friday's app still inserts, and the default "
        "fills in. Monday's app starts, and inserts rows with the new column. Friday's app ends. "
        "Now the table is filled and gets its check: step 3. Renaming the column instead would "
        "have broken Friday's app at once.",
        timeline(
            _VERSIONS,
            ["Friday's app", "the table", "Monday's app"],
            [
                Arrow("Friday's app", "the table", "INSERT"),
                Arrow("the table", "the table", "0002: a column\nwith a default", "lit"),
                Arrow("Friday's app", "the table", "INSERT, as before"),
                Arrow("Monday's app", "the table", "INSERT, with it"),
                Arrow("Friday's app", "Friday's app", "ends"),
                Arrow("the table", "the table", "0003: filled,\nthen checked", "lit"),
                Arrow("Monday's app", "the table", "INSERT, with it"),
                Arrow("the table", "Friday's app", "a rename would\nbreak this one", "bad"),
            ],
            width=230,
        ),
    ),
)
