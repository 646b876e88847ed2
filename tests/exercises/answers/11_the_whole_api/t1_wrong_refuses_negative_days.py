# task 1 | wrong | expect: rejected | 0 days pass, and -1 is refused
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class LetterChanges(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    subject: str = ""
    note: str | None = None
    days: Annotated[int, Field(ge=0)] = 0


def read_changes(body: bytes) -> dict[str, object]:
    """What was sent, and nothing else. Raises `ValidationError`."""
    return LetterChanges.model_validate_json(body).model_dump(exclude_unset=True)
