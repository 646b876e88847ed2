"""You refuse with an error of your own.

The door makes its answer of a `ValidationError`: a 422 with a pointer for each fault. Of any other
error it makes a 500.

task: 1
check: a_refusal_is_a_validation_error
message: it should raise `ValidationError`
"""

from pydantic import ConfigDict, TypeAdapter, ValidationError, with_config
from typing_extensions import TypedDict


@with_config(ConfigDict(strict=True, extra="forbid"))
class LetterChanges(TypedDict, total=False):
    subject: str
    note: str | None
    days: int


def read_changes(body: bytes) -> dict[str, object]:
    """What was sent, and nothing else. Raises `ValidationError`."""
    try:
        return dict(TypeAdapter(LetterChanges).validate_json(body))
    except ValidationError as error:
        raise RuntimeError("These changes can't be read.") from error
