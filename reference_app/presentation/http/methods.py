"""Methods that no route declares: HEAD, OPTIONS and those that a path does not know."""

from collections.abc import Iterable
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from reference_app.presentation.http.problems import answer


class HeadAsGet:
    """Routes HEAD as GET (RFC 9110, 9.3.2), all routes at once.

    The server leaves out the body: its own scope still says HEAD.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return
        as_get = {**scope, "method": "GET"}
        try:
            await self._app(as_get, receive, send)
        finally:
            scope["route"] = as_get.get("route")


async def method_not_allowed(request: Request, error: Exception) -> Response:
    """405, or the answer to OPTIONS: both list what all routes of the path allow together."""
    routes: Iterable[BaseRoute] = request.app.routes
    allow = {"Allow": ", ".join(sorted(_allowed(routes, request.scope)))}
    if request.method == "OPTIONS":
        return Response(status_code=HTTPStatus.NO_CONTENT, headers=allow)
    return await answer(request, HTTPException(HTTPStatus.METHOD_NOT_ALLOWED, headers=allow))


def _allowed(routes: Iterable[BaseRoute], scope: Scope) -> set[str]:
    allowed = {"OPTIONS"}
    for route in routes:
        if isinstance(route, Route) and route.matches(scope)[0] is not Match.NONE:
            allowed |= route.methods or set()
    return allowed | {"HEAD"} if "GET" in allowed else allowed
