"""You judge the values: no empty text, and a day at least.

The shape says what can be read. Whether an empty note makes sense the letter knows, and one place
has to decide it.

task: 1
check: others_say_what_makes_sense
message: raised `ValidationError: 3 validation errors
"""

from typing import Annotated

from pydantic import ConfigDict, Field, TypeAdapter, with_config
from typing_extensions import TypedDict


@with_config(ConfigDict(strict=True, extra="forbid"))
class LetterChanges(TypedDict, total=False):
    subject: Annotated[str, Field(min_length=1)]
    note: Annotated[str, Field(min_length=1)] | None
    days: Annotated[int, Field(ge=1)]


def read_changes(body: bytes) -> dict[str, object]:
    """What was sent, and nothing else. Raises `ValidationError`."""
    return dict(TypeAdapter(LetterChanges).validate_json(body))
