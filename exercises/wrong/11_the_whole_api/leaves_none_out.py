"""You leave out whatever is `None`.

Then Grace's correction harms nobody, and Ada's note can't be removed any more: `null` is a wish,
and it gets lost. What has to be left out is what was not sent.

task: 1
check: a_note_can_be_removed
message: gave `{}`
"""

from pydantic import BaseModel, ConfigDict


class LetterChanges(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    subject: str = ""
    note: str | None = None
    days: int = 0


def read_changes(body: bytes) -> dict[str, object]:
    return LetterChanges.model_validate_json(body).model_dump(exclude_unset=True, exclude_none=True)
