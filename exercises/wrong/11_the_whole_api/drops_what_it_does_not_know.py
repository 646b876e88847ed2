"""You drop the fields that you do not know.

Unless it is told to forbid them, Pydantic does so. Whoever wrote `nota` hears that all is well.

task: 1
check: unknown_fields_are_refused
message: gave `{}`; it should be refused
check: a_refusal_is_a_validation_error
"""

from pydantic import ConfigDict, TypeAdapter, with_config
from typing_extensions import TypedDict


@with_config(ConfigDict(strict=True))
class LetterChanges(TypedDict, total=False):
    subject: str
    note: str | None
    days: int


def read_changes(body: bytes) -> dict[str, object]:
    """What was sent, and nothing else. Raises `ValidationError`."""
    return dict(TypeAdapter(LetterChanges).validate_json(body))
