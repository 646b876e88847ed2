"""You refuse `null` altogether.

Nobody can remove a note then. For this one field `null` has a meaning, and its type has to say so:
`str | None`.

task: 1
check: a_note_can_be_removed
message: raised `ValidationError
"""

from pydantic import ConfigDict, TypeAdapter, with_config
from typing_extensions import TypedDict


@with_config(ConfigDict(strict=True, extra="forbid"))
class LetterChanges(TypedDict, total=False):
    subject: str
    note: str
    days: int


def read_changes(body: bytes) -> dict[str, object]:
    """What was sent, and nothing else. Raises `ValidationError`."""
    return dict(TypeAdapter(LetterChanges).validate_json(body))
