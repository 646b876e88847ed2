"""You take the blanks off both ends of a text.

Forms like to do that. What was sent is then not what arrives, and a letter may well end in an empty
line: whether it does is not for the reader to say.

task: 1
check: what_was_sent_arrives
message: {'subject': 'Welcome', 'note'
"""

from pydantic import ConfigDict, TypeAdapter, with_config
from typing_extensions import TypedDict


@with_config(ConfigDict(strict=True, str_strip_whitespace=True, extra="forbid"))
class LetterChanges(TypedDict, total=False):
    subject: str
    note: str | None
    days: int


def read_changes(body: bytes) -> dict[str, object]:
    """What was sent, and nothing else. Raises `ValidationError`."""
    return dict(TypeAdapter(LetterChanges).validate_json(body))
