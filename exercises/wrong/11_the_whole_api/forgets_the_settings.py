"""You changed the class, and its two settings got lost.

Without them Pydantic drops what it does not know and converts what it can. A typo is then a wish
that gets lost.

task: 1
check: unknown_fields_are_refused
message: gave `{}`; it should be refused
check: other_types_are_refused
check: a_refusal_is_a_validation_error
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
