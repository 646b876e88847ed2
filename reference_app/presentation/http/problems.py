"""Which error is which status, and what the client then reads: a problem document (RFC 9457).

What counts as an error is decided elsewhere; nothing is logged here.
"""

import json
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from typing_extensions import TypedDict

from reference_app.application.ports import Unavailable
from reference_app.domain.errors import (
    BadCursor,
    Conflict,
    DomainError,
    EmailTaken,
    InvalidValue,
    Rejected,
    SeatsTaken,
    StaleVersion,
    UserIsDeleted,
    UsernameTaken,
    UserNotFound,
)
from reference_app.presentation.http.context import request_id
from reference_app.presentation.http.faults import Fault, of_domain, of_validation
from reference_app.presentation.http.request_errors import (
    BodyTooLarge,
    MalformedHeader,
    MalformedJson,
    RequestError,
    UnsupportedCoding,
    UnsupportedMediaType,
)

PROBLEM_JSON: Final = "application/problem+json"

STATUS: Final[dict[type[Exception], int]] = {
    MalformedJson: 400,
    UserNotFound: 404,
    EmailTaken: 409,
    UsernameTaken: 409,
    SeatsTaken: 409,
    BodyTooLarge: 413,
    UnsupportedCoding: 415,
    UnsupportedMediaType: 415,
    InvalidValue: 422,
    Unavailable: 503,
    MalformedHeader: 400,
    BadCursor: 400,
    Conflict: 409,
    UserIsDeleted: 409,
    StaleVersion: 412,
}


class ProblemDocument(TypedDict):
    """What programs branch on is `code`. `request_id` leads us to the log."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: list[Fault]
    request_id: str


@dataclass(frozen=True, slots=True)
class Problem:
    status: int
    code: str
    detail: str
    errors: list[Fault] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)

    def document(self) -> ProblemDocument:
        """`type` says that there is no more to know than the status, whose name is then the title
        (RFC 9457, 4.2.1): no page of ours describes problems."""
        return {
            "type": "about:blank",
            "title": title_of(self.status),
            "status": self.status,
            "detail": self.detail,
            "code": self.code,
            "errors": self.errors,
            "request_id": request_id.get(),
        }


async def answer(request: Request, error: Exception) -> Response:
    problem = problem_of(error)
    content = json.dumps(problem.document(), separators=(",", ":"))
    return Response(content, problem.status, problem.headers, media_type=PROBLEM_JSON)


def problem_of(error: Exception) -> Problem:
    """Raises `KeyError` for a kind of error that has no status: a mistake of ours, so a 500."""
    match error:
        case Rejected():
            return _of_several(error)
        case DomainError():
            return Problem(STATUS[type(error)], error.code, str(error), of_domain(error))
        case RequestError():
            return Problem(STATUS[type(error)], error.code, str(error), headers={**error.headers})
        case RequestValidationError():
            return _of_validation(error)
        case HTTPException():
            return _of_http(error)
        case _:
            return _of_outage(error)


def _of_several(rejected: Rejected) -> Problem:
    """Refusals that travel together have one status; they may have different codes."""
    codes = {reason.code for reason in rejected.reasons}
    code = codes.pop() if len(codes) == 1 else rejected.code
    status = STATUS[type(rejected.reasons[0])]
    return Problem(status, code, _SEE_ERRORS, of_domain(rejected))


def _of_validation(error: RequestValidationError) -> Problem:
    faults = of_validation(error.errors())
    return Problem(STATUS[InvalidValue], InvalidValue.code, _SEE_ERRORS, faults)


# RFC 9110 renamed these; Python knows the new names from 3.13 on.
_RENAMED: Final = {413: "Content Too Large", 422: "Unprocessable Content"}


def title_of(status: int) -> str:
    return _RENAMED.get(status, HTTPStatus(status).phrase)


_DETAILS: Final = {
    404: "There is nothing at this address.",
    405: "This address does not know this method; Allow lists those that it knows.",
    500: "Something went wrong on our side; the request_id leads us to it.",
}

_SEE_ERRORS: Final = "The request can't be carried out as it is: errors says where and why."


def _of_http(error: HTTPException) -> Problem:
    status, title = error.status_code, title_of(error.status_code)
    code = title.lower().replace(" ", "-")
    detail = _DETAILS.get(status, f"{title}.")
    return Problem(status, code, detail, headers=dict(error.headers or {}))


def _of_outage(error: Exception) -> Problem:
    detail = "A part of the service is busy or down; try again in a moment."
    headers = {"Retry-After": "1"}
    return Problem(STATUS[type(error)], "unavailable", detail, headers=headers)
