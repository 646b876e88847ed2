"""One line per request, for operators. Never a body, a query or a value from a path."""

import logging
from time import perf_counter
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reference_app.presentation.http.context import request_id

_log: Final = logging.getLogger("reference_app.access")

# What nginx logs when the client has left before there was an answer.
_NO_ANSWER: Final = 499


def _write(scope: Scope, status: int, milliseconds: float) -> None:
    route = getattr(scope.get("route"), "path_format", "(no route)")
    line = "%s %s %d %.1f ms %s"
    _log.info(line, scope["method"], route, status, milliseconds, request_id.get())


class AccessLog:
    """Logs method, route, status, duration in milliseconds and request id."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = _NO_ANSWER

        async def noting_status(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        began = perf_counter()
        try:
            await self._app(scope, receive, noting_status)
        finally:
            _write(scope, status, (perf_counter() - began) * 1000)
