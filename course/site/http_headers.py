"""Tables of the headers that answers of the HTTP API have: which, as its examples show, and what
each tells a client."""

from collections.abc import Sequence
from typing import Final

from course.errors import CourseError
from course.site.exchanges import Exchange, Steady
from course.site.pages import table

_LENGTH: Final = "content-length"  # tells a client nothing that it does not see
# By the name that its RFC gives a header.
MEANINGS: Final = {
    "Allow": "The methods that this address knows.",
    "Cache-Control": "Nobody but the client may keep the answer, and it asks each time whether "
    "that still holds.",
    "Content-Security-Policy": "A browser runs nothing in it, loads nothing for it, and shows it "
    "in no frame.",
    "Content-Type": "`application/json`; of a problem, `application/problem+json`.",
    "Cross-Origin-Resource-Policy": "A browser gives it to no page of another origin.",
    "ETag": "The version of the user. Sent back as `If-Match`, it lets nobody's newer version be "
    "overwritten; as `If-None-Match`, it asks for a newer one only.",
    "Location": "Where the new user is.",
    "Referrer-Policy": "A browser that follows a link from here does not say so.",
    "Retry-After": "Seconds to wait before trying again.",
    "X-Content-Type-Options": "A browser takes the type as it is named, and guesses none.",
    "X-Request-Id": "The client's own, if a log can take what it sent, else a new one. The log and "
    "a problem's `request_id` have the same.",
}
_NAMES: Final = {name.lower(): name for name in MEANINGS}


def general(made: Sequence[Exchange]) -> set[str]:
    """What is not worth telling of each answer: all of them have it, or it tells nothing."""
    return set.intersection(*(set(each.answer.headers) for each in made)) | {_LENGTH}


def of_every_answer(made: Sequence[Exchange]) -> str:
    """A table of what all have."""
    values = {name: Steady()(value) for name, value in made[0].answer.headers.items()}
    names = sorted(general(made) - {_LENGTH})
    rows = [[_name(each), f"`{values[each]}`", _meaning(each)] for each in names]
    return table("header", "value", "what it tells", rows=rows)


def of_these(made: Sequence[Exchange], left_out: set[str]) -> str:
    """A table of what the answers of one operation have besides. Raises `CourseError` when that is
    nothing, or when nobody has said what one tells."""
    statuses: dict[str, list[str]] = {}
    for each in made:
        for name in each.answer.headers.keys() - left_out:
            statuses.setdefault(name, []).append(str(each.answer.status_code))
    if not statuses:
        asked = " ".join(made[0].example[:2])
        raise CourseError(f"No example of {asked} has a header of its own: give it one that has")
    rows = [[_name(each), ", ".join(statuses[each]), _meaning(each)] for each in sorted(statuses)]
    return table("header", "of", "what it tells", rows=rows)


def _name(header: str) -> str:
    return f"`{_NAMES.get(header, header)}`"


def _meaning(header: str) -> str:
    if header not in _NAMES:
        raise CourseError(
            f"Nothing says what the header {header} tells a client: add it to MEANINGS in "
            "course/site/http_headers.py"
        )
    return MEANINGS[_NAMES[header]]
