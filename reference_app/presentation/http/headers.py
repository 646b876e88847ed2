"""Headers that every answer carries, whatever the route. Headers of one route are set there."""

from collections.abc import Sequence
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

RawHeaders = Sequence[tuple[bytes, bytes]]


def adding(send: Send, extra: RawHeaders) -> Send:
    """A `send` that adds headers to the answer, except those which it already has."""

    async def send_with_extra(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = message.get("headers", ())
            names = {name for name, _ in own}
            missing = [header for header in extra if header[0] not in names]
            message = {**message, "headers": [*own, *missing]}
        await send(message)

    return send_with_extra


# Answers are data for programs: a browser shall neither guess their type nor run or frame them.
# Private data may be kept by its client, who asks each time whether it still holds (ETag).
_SECURITY: Final[RawHeaders] = (
    (b"cache-control", b"private, no-cache"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)


class SecurityHeaders:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            send = adding(send, _SECURITY)
        await self._app(scope, receive, send)
