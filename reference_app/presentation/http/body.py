"""How the bytes of a body become a plain value: what JSON we take. Schemas are in `schemas.py`."""

import json
import re
from collections.abc import Callable, Coroutine
from typing import Any, Final

from fastapi.routing import APIRoute
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response

from reference_app.presentation.http.request_errors import (
    MalformedJson,
    UnsupportedCoding,
    UnsupportedMediaType,
)

# More than any request needs: wider objects only keep us busy with listing what we don't know.
MAX_FIELDS: Final = 100


def _object(fields: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuses a name that comes twice: which one counts, RFC 8259 (4) leaves to each reader."""
    if len(fields) > MAX_FIELDS:
        raise MalformedJson(f"An object has at most {MAX_FIELDS} fields.")
    by_name = dict(fields)
    if len(by_name) < len(fields):
        raise MalformedJson("An object names one of its fields twice.")
    return by_name


def parse_json(body: bytes) -> Any:
    """Raises `MalformedJson`. NaN, `\\u0000` and lone surrogates pass: no schema lets them in."""
    try:
        return json.loads(body.decode(), object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise MalformedJson(f"The body is not JSON from {place} on.") from None
    except ValueError:  # bytes that are not UTF-8, or a number of thousands of digits
        raise MalformedJson("The body is not JSON in UTF-8 with numbers of sane length.") from None
    except RecursionError:
        raise MalformedJson("The body is nested too deeply.") from None


_JSON: Final = re.compile(r"application/([\w.!#$&^+-]+\+)?json", re.ASCII)


def require_json(headers: Headers) -> None:
    """Takes `application/json` and `application/...+json` in UTF-8, as JSON is (RFC 8259, 8.1).

    Raises `UnsupportedMediaType`, also when the type is missing, and `UnsupportedCoding`.
    """
    codings = ",".join(headers.getlist("content-encoding")).lower().split(",")
    if not {"", "identity"}.issuperset(map(str.strip, codings)):
        raise UnsupportedCoding("The body must be sent without a content-encoding.")
    media_type, *parameters = headers.get("content-type", "").lower().split(";")
    charsets = [
        value.strip(' "')
        for name, _, value in (parameter.partition("=") for parameter in parameters)
        if name.strip() == "charset"
    ]
    if not _JSON.fullmatch(media_type.strip()) or any(name != "utf-8" for name in charsets):
        message = "The body must be JSON in UTF-8: send content-type application/json."
        raise UnsupportedMediaType(message)


class _Parsed(Request):
    """A request whose body has been read and understood."""

    def __init__(self, request: Request, body: bytes, value: Any) -> None:
        super().__init__(request.scope, request.receive)
        self._bytes = body
        self._value = value

    async def body(self) -> bytes:
        return self._bytes

    async def json(self) -> Any:
        return self._value


class JsonRoute(APIRoute):
    """FastAPI's route, except that a body is parsed here before FastAPI sees it."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()
        if self.body_field is None:
            return handle

        async def parse_then_handle(request: Request) -> Response:
            require_json(request.headers)
            body = await request.body()
            return await handle(_Parsed(request, body, parse_json(body)))

        return parse_then_handle
