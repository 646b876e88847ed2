"""You fill in what was not sent.

A letter is good for a week, usually; this one may have been good for a month. Whatever is in the
dict is written over that.

task: 1
check: what_was_not_sent_is_not_there
message: 'days': 7
"""

from pydantic import ConfigDict, TypeAdapter, with_config
from typing_extensions import TypedDict


@with_config(ConfigDict(strict=True, extra="forbid"))
class LetterChanges(TypedDict, total=False):
    subject: str
    note: str | None
    days: int


def read_changes(body: bytes) -> dict[str, object]:
    """What was sent, and nothing else. Raises `ValidationError`."""
    return {"days": 7, **TypeAdapter(LetterChanges).validate_json(body)}
