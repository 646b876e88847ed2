# task 1 | right | expect: accepted | a model judges the body, and what is returned is the JSON itself
import json

from pydantic import BaseModel, ConfigDict


class LetterChanges(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    subject: str = ""
    note: str | None = None
    days: int = 0


def read_changes(body: bytes) -> dict[str, object]:
    LetterChanges.model_validate_json(body)
    return {**json.loads(body)}
