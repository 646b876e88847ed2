# task 1 | right | expect: accepted | the fields stay as they were; a model validator refuses null where it has no meaning, and a model serializer leaves out what was not sent, so that the last line is the old one
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, SerializerFunctionWrapHandler
from pydantic import model_serializer, model_validator


class LetterChanges(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    subject: str | None = None
    note: str | None = None
    days: int | None = None

    @model_validator(mode="after")
    def _null_only_for_the_note(self) -> Self:
        for name in self.model_fields_set - {"note"}:
            if getattr(self, name) is None:
                raise ValueError(f"null has no meaning for {name}")
        return self

    @model_serializer(mode="wrap")
    def _what_was_sent(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {name: value for name, value in dump(self).items() if name in self.model_fields_set}


def read_changes(body: bytes) -> dict[str, object]:
    return LetterChanges.model_validate_json(body).model_dump()
