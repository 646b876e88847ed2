# task 1 | wrong | expect: rejected | null for subject or days is refused after the parsing, with a plain `ValueError`, which is no `ValidationError`
from pydantic import BaseModel, ConfigDict


class LetterChanges(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    subject: str | None = None
    note: str | None = None
    days: int | None = None


def read_changes(body: bytes) -> dict[str, object]:
    """What was sent, and nothing else. Raises `ValidationError`."""
    changes = LetterChanges.model_validate_json(body).model_dump(exclude_unset=True)
    for name in ("subject", "days"):
        if name in changes and changes[name] is None:
            raise ValueError(f"{name} can't be null")
    return changes
