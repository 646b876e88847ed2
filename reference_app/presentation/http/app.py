"""The HTTP door put together: what runs around a request, its routes and its error handlers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.types import Lifespan

from reference_app.application.ports import Unavailable
from reference_app.container import build
from reference_app.domain.errors import DomainError
from reference_app.presentation.http import docs, health, v1_users
from reference_app.presentation.http.access_log import AccessLog
from reference_app.presentation.http.context import RequestContext
from reference_app.presentation.http.docs import DescribedApp
from reference_app.presentation.http.error_boundary import ErrorBoundary
from reference_app.presentation.http.etag import ConditionalGet
from reference_app.presentation.http.guards import BodyCap
from reference_app.presentation.http.headers import SecurityHeaders
from reference_app.presentation.http.methods import HeadAsGet, method_not_allowed
from reference_app.presentation.http.problems import answer
from reference_app.presentation.http.request_errors import RequestError
from reference_app.settings import Settings

# What runs around a request, outermost first. Pure ASGI, all of it.
AROUND: Final = [
    Middleware(SecurityHeaders),
    Middleware(RequestContext),
    Middleware(AccessLog),
    Middleware(HeadAsGet),
    Middleware(BodyCap),
    Middleware(ErrorBoundary),
    Middleware(ConditionalGet),
]

ROUTES: Final = [*v1_users.router.routes, *health.router.routes, *docs.router.routes]

# Errors that are answers; all others end at the error boundary.
ANSWERED: Final = (DomainError, RequestError, RequestValidationError, Unavailable, HTTPException)


def create_asgi(settings: Settings, **overrides: object) -> FastAPI:
    """The app as ASGI: it is built when the server starts it, and closed when it stops.

    `overrides` replace providers, as for `build`.
    """
    return DescribedApp(
        title="Users",
        version="1",
        lifespan=_lifespan(settings, overrides),
        middleware=AROUND,
        routes=ROUTES,
        exception_handlers={405: method_not_allowed} | dict.fromkeys(ANSWERED, answer),
        openapi_url=None,
        redirect_slashes=False,
        # Spans and exception logs of FastAPI's own, which would hold what the request held.
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )


def _lifespan(settings: Settings, overrides: dict[str, object]) -> Lifespan[FastAPI]:
    @asynccontextmanager
    async def built(asgi: FastAPI) -> AsyncIterator[None]:
        async with build(settings, **overrides) as app:
            asgi.state.running = app
            yield

    return built
