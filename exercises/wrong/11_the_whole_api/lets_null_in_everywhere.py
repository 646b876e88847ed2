"""You let `null` in wherever a field may be left out.

`str | None = None` says both at once. That a field may be absent is one thing, that its value may
be `null` another: a letter without a subject can't be sent.

task: 1
check: null_is_refused_where_it_means_nothing
message: gave `{'subject': None}`
check: a_refusal_is_a_validation_error
"""

from pydantic import BaseModel, ConfigDict


class LetterChanges(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    subject: str | None = None
    note: str | None = None
    days: int | None = None


def read_changes(body: bytes) -> dict[str, object]:
    return LetterChanges.model_validate_json(body).model_dump(exclude_unset=True)
