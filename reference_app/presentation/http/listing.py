"""The query of a list of users: from an address to a filter and an order. No rule of users."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from reference_app.application.filters import AllOf, Filter, Op, Order, Where
from reference_app.domain.errors import InvalidValue
from reference_app.domain.values import (
    EMAIL_LIMIT,
    EmailAddress,
    FullName,
    Username,
    comparison_key,
    require_utc,
)
from reference_app.presentation.http.schemas import PageQuery


def told(value: Callable[[str], Any]) -> Callable[[str], Any]:
    """A refusal of the domain as one of Pydantic's, which knows the parameter's name."""

    def judged(text: str) -> Any:
        try:
            return value(text)
        except InvalidValue as refusal:
            raise PydanticCustomError("told", "{detail}", {"detail": str(refusal)}) from refusal

    return judged


_MOMENT: Final = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII | re.IGNORECASE
)


def _moment(text: str) -> datetime:
    """RFC 3339. A "+" that is not escaped is a blank in an address, so the refusal names it."""
    try:
        if _MOMENT.fullmatch(text):
            return require_utc(datetime.fromisoformat(text.upper()))
    except (OverflowError, ValueError):
        pass
    raise InvalidValue('This is no moment as 2030-01-31T12:00:00Z; write "+" as %2B.')


def _boolean(text: str) -> bool:
    if text not in ("true", "false"):
        raise InvalidValue("This must be true or false.")
    return text == "true"


def _folded(text: str) -> str:
    """No text that is stored has NUL or half a pair, and not every database can look for them."""
    if re.search("[\0\ud800-\udfff]", text):
        raise InvalidValue("This has characters that nobody's name has.")
    return comparison_key(text)


SORTABLE: Final = ("created_at", "updated_at", "username", "email", "full_name")


def _start_of_email(text: str) -> str:
    """The domain is stored as the DNS is asked for it: half a name in other letters finds none."""
    if not text.rpartition("@")[2].isascii() and "@" in text:
        raise InvalidValue("Write the domain in ASCII, or ask for the whole email.")
    return _folded(text)


def _sort(text: str) -> str:
    Order.parse(text, SORTABLE)
    return text


Moment = Annotated[datetime | None, BeforeValidator(told(_moment))]
Boolean = Annotated[bool | None, BeforeValidator(told(_boolean))]
_EMAIL: Final = AfterValidator(told(lambda text: EmailAddress(text).key))
_USERNAME: Final = AfterValidator(told(lambda text: Username(text).text))
_FULL_NAME: Final = AfterValidator(told(lambda text: FullName(text).key))
_FOLDED: Final = AfterValidator(told(_folded))
_START_OF_EMAIL: Final = AfterValidator(told(_start_of_email))


class UsersQuery(PageQuery):
    """Each parameter is a field and, behind `__`, how it is compared. All must hold."""

    sort: Annotated[str, AfterValidator(told(_sort))] = Field(
        "-created_at",
        description=f"One to three of {', '.join(SORTABLE)}, by comma; `-` descends.",
        examples=["full_name,-created_at"],
    )
    email: Annotated[str | None, _EMAIL] = None
    username: Annotated[str | None, _USERNAME] = None
    full_name: Annotated[str | None, _FULL_NAME] = None
    is_active: Boolean = None
    username__startswith: Annotated[str | None, Field(min_length=1, max_length=50), _FOLDED] = None
    email__startswith: Annotated[
        str | None, Field(min_length=1, max_length=EMAIL_LIMIT), _START_OF_EMAIL
    ] = None
    full_name__contains: Annotated[str | None, Field(min_length=2, max_length=50), _FOLDED] = None
    full_name__isnull: Boolean = None
    created_at__gte: Moment = None
    created_at__lt: Moment = None
    updated_at__gte: Moment = None
    updated_at__lt: Moment = None


_ABOUT_PAGES: Final = {"sort", *PageQuery.model_fields}


def filter_of(query: UsersQuery) -> Filter:
    return AllOf(
        tuple(
            _where(name, value)
            for name, value in query
            if value is not None and name not in _ABOUT_PAGES
        )
    )


def _where(name: str, value: Any) -> Where:
    field, _, op = name.partition("__")
    if op == "isnull":  # no name folds to nothing, and all others are above
        return Where(field, Op.EQUAL if value else Op.ABOVE, "")
    return Where(field, Op(op or "eq"), value)
