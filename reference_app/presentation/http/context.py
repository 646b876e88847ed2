"""What is known about the request at hand: its id, and the app that serves it. Not who asks."""

import re
import secrets
from contextvars import ContextVar
from typing import Final, cast

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from reference_app.application.bus import Bus
from reference_app.container import App
from reference_app.presentation.http.headers import adding

request_id: Final = ContextVar("request id", default="-")

# A client's own id goes into our log lines: nothing in it may look like another line or field.
_WELL_FORMED: Final = re.compile(r"[A-Za-z0-9._-]{1,128}")


def running(scope: Scope) -> App:
    """The app that the lifespan has opened."""
    return cast(App, scope["app"].state.running)


def bus(request: Request) -> Bus:
    return running(request.scope).bus


class RequestContext:
    """Gives every request an id, or takes over the client's, and names it in the answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        theirs = Headers(scope=scope).get("x-request-id", "")
        ours = theirs if _WELL_FORMED.fullmatch(theirs) else secrets.token_hex(16)
        token = request_id.set(ours)
        try:
            await self._app(scope, receive, adding(send, [(b"x-request-id", ours.encode())]))
        finally:
            request_id.reset(token)
