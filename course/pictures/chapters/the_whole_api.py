"""Chapter 11."""

from typing import Final

from course.pictures.diagrams import Arrow, timeline
from course.pictures.svg import Picture

_LATE: Final = "A retry that comes late"

PICTURES: Final = (
    Picture(
        _LATE,
        'Grace reads a user and gets ETag "1". Her PATCH with If-Match "1" is made, the user is '
        'now version 2, and the answer is lost. Ada reads, gets ETag "2", and her PATCH with '
        'If-Match "2" makes version 3. Grace\'s client sends its PATCH with If-Match "1" again; '
        "that is not the current version, so the answer is 412 and nothing is changed.",
        timeline(
            _LATE,
            ["Grace", "the API", "Ada"],
            [
                Arrow("the API", "Grace", '200, ETag "1"'),
                Arrow("Grace", "the API", 'PATCH, If-Match "1"', "lit"),
                Arrow("the API", "the API", "version 2", "lit"),
                Arrow("the API", "Grace", "200, lost on its way", "bad"),
                Arrow("the API", "Ada", '200, ETag "2"'),
                Arrow("Ada", "the API", 'PATCH, If-Match "2"', "lit"),
                Arrow("the API", "the API", "version 3", "lit"),
                Arrow("Grace", "the API", 'again: If-Match "1"', "bad"),
                Arrow("the API", "Grace", "412, nothing changed"),
            ],
        ),
    ),
)
