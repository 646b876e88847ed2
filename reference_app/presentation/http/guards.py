"""What a request may cost us before we know what it wants."""

from typing import Final

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reference_app.presentation.http.context import running
from reference_app.presentation.http.headers import adding
from reference_app.presentation.http.problems import answer
from reference_app.presentation.http.request_errors import BodyTooLarge

# Longer numbers are not worth parsing: the bytes themselves are counted anyway.
_DIGITS: Final = 19


def _declared_length(scope: Scope) -> int:
    declared = Headers(scope=scope).get("content-length", "")
    return int(declared) if declared.isdecimal() and len(declared) <= _DIGITS else 0


def _too_large(limit: int) -> BodyTooLarge:
    return BodyTooLarge(f"A request's body has at most {limit} bytes.")


def _counting(receive: Receive, limit: int) -> Receive:
    """A `receive` that raises `BodyTooLarge` for the byte after the limit."""
    received = 0

    async def receive_counted() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > limit:
            raise _too_large(limit)
        return message

    return receive_counted


class BodyCap:
    """Refuses bodies over the limit: at once if they declare their length, else as they arrive."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = running(scope).settings.http.body_limit
        if _declared_length(scope) > limit:
            response = await answer(Request(scope), _too_large(limit))
            await response(scope, receive, send)
            return
        if "transfer-encoding" in Headers(scope=scope):
            # Of unknown length: what no route reads would be swallowed for ever.
            send = adding(send, [(b"connection", b"close")])
        await self._app(scope, _counting(receive, limit), send)
