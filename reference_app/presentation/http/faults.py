"""The single things to mend in a request, each with its place; not the document around them."""

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any, Final, NotRequired

from typing_extensions import TypedDict

from reference_app.domain.errors import DomainError, InvalidValue, Path, Rejected


class Fault(TypedDict):
    """`pointer` (RFC 6901) leads to a place in the body, `parameter` names one of the query."""

    pointer: NotRequired[str]
    parameter: NotRequired[str]
    code: str
    detail: str


# Pydantic's kinds of error, in our words: its own quote the input now and then, and change.
_IN_OUR_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "missing": ("required", "This is required."),
    "extra_forbidden": ("unknown-field", "Nothing here has this name."),
    "string_type": ("wrong-type", "This must be a string."),
    "bool_type": ("wrong-type", "This must be true or false."),
    "list_type": ("wrong-type", "This must be an array."),
    "dict_type": ("wrong-type", "This must be an object."),
    "int_parsing": ("wrong-type", "This must be a whole number."),
    "greater_than_equal": ("out-of-range", "This must be at least {ge}."),
    "less_than_equal": ("out-of-range", "This must be at most {le}."),
    "too_short": ("out-of-range", "This has at least {min_length} items."),
    "too_long": ("out-of-range", "This has at most {max_length} items."),
    "string_too_short": ("out-of-range", "This has at least {min_length} characters."),
    "string_too_long": ("out-of-range", "This has at most {max_length} characters."),
    "told": (InvalidValue.code, "{detail}"),
}

_OTHERWISE: Final = (InvalidValue.code, "This value can't be used here.")


_LONGEST_STEP: Final = 100


def of_domain(error: DomainError) -> list[Fault]:
    """None when no part of the input is to blame."""
    reasons = error.reasons if isinstance(error, Rejected) else (error,)
    return [
        Fault(pointer=pointer(reason.path), code=reason.code, detail=str(reason))
        for reason in reasons
        if reason.path
    ]


def pointer(path: Path) -> str:
    """A JSON pointer; "" is the whole body. Two characters are escaped (RFC 6901, 3).

    A name that nobody here has given can be as long as a body: only its beginning is told.
    """
    steps = (str(step)[:_LONGEST_STEP] for step in path)
    return "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in steps)


# A body can hold thousands of faults; a reader mends a few and tries again.
MAX_FAULTS: Final = 100


def of_validation(errors: Iterable[Mapping[str, Any]]) -> list[Fault]:
    return [_of_one(error) for error in islice(errors, MAX_FAULTS)]


def _of_one(error: Mapping[str, Any]) -> Fault:
    """`loc` begins with "body" or "query"; `ctx` holds the limits of ours that were not kept."""
    code, detail = _IN_OUR_WORDS.get(error["type"], _OTHERWISE)
    detail = detail.format_map(error.get("ctx", {}))
    source, *path = error["loc"]
    if source == "query":
        return Fault(parameter=path[0], code=code, detail=detail)
    return Fault(pointer=pointer(tuple(path)), code=code, detail=detail)
