"""You changed the class, and its two settings got lost.

Without them Pydantic drops what it does not know and converts what it can. A typo is then a wish
that gets lost.

task: 1
check: the_rest_is_as_before
message: nota
"""

from pydantic import TypeAdapter
from typing_extensions import TypedDict


class LetterChanges(TypedDict, total=False):
    subject: str
    note: str | None
    days: int


def read_changes(body: bytes) -> dict[str, object]:
    """What was sent, and nothing else. Raises `ValidationError`."""
    return dict(TypeAdapter(LetterChanges).validate_json(body))
