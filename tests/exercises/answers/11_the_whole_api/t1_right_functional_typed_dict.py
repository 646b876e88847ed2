# task 1 | right | expect: accepted | no model class and no name of the starter but `read_changes`: a TypedDict made by a call, strict as a whole, behind a cached TypeAdapter
from functools import cache

from pydantic import ConfigDict, TypeAdapter, with_config
from typing_extensions import NotRequired, TypedDict

_FIELDS = {"days": int, "note": str | None, "subject": str}


@cache
def _adapter() -> TypeAdapter:
    optional = {name: NotRequired[kind] for name, kind in _FIELDS.items()}
    sent = with_config(ConfigDict(extra="forbid", strict=True))(TypedDict("Sent", optional))
    return TypeAdapter(sent)


def read_changes(body: bytes) -> dict[str, object]:
    return dict(_adapter().validate_json(body))
