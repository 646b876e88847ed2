# task 1 | wrong | expect: rejected | the defaults are "" and 0, and `exclude_defaults` drops them when they are sent, too
from pydantic import BaseModel, ConfigDict


class LetterChanges(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    subject: str = ""
    note: str | None = ""
    days: int = 0


def read_changes(body: bytes) -> dict[str, object]:
    """What was sent, and nothing else. Raises `ValidationError`."""
    return LetterChanges.model_validate_json(body).model_dump(exclude_defaults=True)
