"""The shapes that clients send and get. What the values mean, the domain decides.

What they send becomes a dict with exactly the fields that were sent: null and absent differ by
themselves, and a message of the bus is made from it with `**`.
"""

from dataclasses import dataclass
from typing import Annotated, NotRequired, cast

from pydantic import BaseModel, ConfigDict, Field, with_config
from pydantic.config import JsonDict
from pydantic.fields import FieldInfo
from typing_extensions import TypedDict

from reference_app.application.users import MAX_BATCH
from reference_app.application.views import UserView
from reference_app.domain.paging import DEFAULT_LIMIT, MAX_LIMIT
from reference_app.domain.values import ADDRESS, EMAIL_LIMIT, FULL_NAME_LIMIT, USERNAME


def described(example: str, pattern: str, **more: int) -> FieldInfo:
    """What the domain asks for, told and not asked again. JSON Schema searches, hence the anchors;
    a letter is ASCII to it, so it promises less than we take."""
    extra: JsonDict = {"pattern": f"^(?:{pattern})$", **more}
    return cast(FieldInfo, Field(examples=[example], json_schema_extra=extra))


# Strict: "true" is no boolean, 1 no string. Unknown fields are refused: a typo must not be lost.
_strict = with_config(ConfigDict(strict=True, extra="forbid"))
Email = Annotated[str, described("ann@example.com", ADDRESS, maxLength=EMAIL_LIMIT)]
Username = Annotated[str, described("ann", USERNAME)]
FullName = Annotated[str | None, described("Ann Lee", r".*\S.*", maxLength=FULL_NAME_LIMIT)]


@_strict
class NewUser(TypedDict):
    email: Email
    username: Username
    full_name: NotRequired[FullName]


class PageQuery(BaseModel):
    """`cursor` is the `next_cursor` of the page before."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(DEFAULT_LIMIT, ge=1, le=MAX_LIMIT)
    cursor: str | None = None


@_strict
class UserChanges(TypedDict, total=False):
    """Changes what is mentioned; `"full_name": null` removes the name."""

    email: Email
    username: Username
    full_name: FullName
    is_active: bool


@_strict
class NewUsers(TypedDict):
    """All of them are created, or none."""

    users: Annotated[list[NewUser], Field(min_length=1, max_length=MAX_BATCH)]


@dataclass(frozen=True, slots=True)
class CreatedUsers:
    items: tuple[UserView, ...]
