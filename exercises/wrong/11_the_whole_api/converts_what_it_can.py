"""You convert what can be converted.

Unless it is strict, Pydantic makes a number of `"3"` and of `true`. What a client means by `true`
days, nobody knows.

task: 1
check: other_types_are_refused
message: `{'days': 3}`; it should be refused
check: a_refusal_is_a_validation_error
"""

from pydantic import ConfigDict, TypeAdapter, with_config
from typing_extensions import TypedDict


@with_config(ConfigDict(extra="forbid"))
class LetterChanges(TypedDict, total=False):
    subject: str
    note: str | None
    days: int


def read_changes(body: bytes) -> dict[str, object]:
    """What was sent, and nothing else. Raises `ValidationError`."""
    return dict(TypeAdapter(LetterChanges).validate_json(body))
