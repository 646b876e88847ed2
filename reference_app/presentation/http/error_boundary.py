"""The last resort: what nobody expected is logged once and answered with a bare 500."""

import asyncio
import logging
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reference_app.application.ports import Unavailable
from reference_app.presentation.http.context import request_id
from reference_app.presentation.http.problems import answer

_log: Final = logging.getLogger("reference_app")


def _as_answer(error: BaseException) -> Exception:
    """Logged once. Only a server that stops cancels: after its patience with what is in flight."""
    if isinstance(error, asyncio.CancelledError):
        _log.warning("Request %s was cut off: the server stops.", request_id.get())
        return Unavailable()
    _log.error("Request %s failed.", request_id.get(), exc_info=error)
    return HTTPException(500)


class ErrorBoundary:
    """Inside of all that adds to an answer, so that a 500 passes through it like any other.

    Starlette's own boundary is always the outermost: its 500 has none of our headers, and no line
    in our access log.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def noting_start(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, noting_start)
        except ClientDisconnect:
            return  # before its request was complete: nothing was done, and nobody listens
        except (Exception, asyncio.CancelledError) as error:
            if started or scope["type"] != "http":
                raise  # too late for another answer: the server logs it and cuts the connection
            response = await answer(Request(scope), _as_answer(error))
            await response(scope, receive, send)
