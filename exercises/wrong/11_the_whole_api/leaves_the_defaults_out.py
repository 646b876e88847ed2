"""You leave out whatever has the value of its default.

Somebody may have sent that very value: seven days, an empty note. Then it is a wish, and it gets
lost. Ask what was sent, with `exclude_unset`.

task: 1
check: what_was_sent_arrives
message: "days": 7}')` gave
check: others_say_what_makes_sense
"""

from pydantic import BaseModel, ConfigDict


class LetterChanges(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    subject: str = ""
    note: str | None = ""
    days: int = 7


def read_changes(body: bytes) -> dict[str, object]:
    return LetterChanges.model_validate_json(body).model_dump(exclude_defaults=True)
