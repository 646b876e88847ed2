# task 1 | wrong | expect: rejected | `str_strip_whitespace` takes the outer blanks and line ends off the subject and the note
from pydantic import BaseModel, ConfigDict


class LetterChanges(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", str_strip_whitespace=True)

    subject: str = ""
    note: str | None = None
    days: int = 0


def read_changes(body: bytes) -> dict[str, object]:
    """What was sent, and nothing else. Raises `ValidationError`."""
    return LetterChanges.model_validate_json(body).model_dump(exclude_unset=True)
