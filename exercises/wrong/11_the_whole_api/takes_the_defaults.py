"""You believe that a default means "no change".

In the dict it is a value like any other, and is written over what is stored. Nobody can tell any
more who has sent it.

task: 1
check: what_was_not_sent_is_not_there
message: 'note': None
check: null_is_refused_where_it_means_nothing
check: a_refusal_is_a_validation_error
"""

from pydantic import BaseModel, ConfigDict


class LetterChanges(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    subject: str | None = None
    note: str | None = None
    days: int | None = None


def read_changes(body: bytes) -> dict[str, object]:
    return LetterChanges.model_validate_json(body).model_dump()
