"""The door opened for a test, and what every problem document has. The cases are in the tests."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

from httpx import ASGITransport, AsyncClient, Response

from reference_app.application.ports import Unavailable
from reference_app.presentation.http.app import create_asgi
from reference_app.settings import Settings
from tests.app.application.fakes import InMemoryUnits

USERS: Final = "/api/v1/users"
NOBODY: Final = f"{USERS}/01946e2c-0000-7000-8000-000000000000"
ADA: Final = {"email": "ada@example.com", "username": "ada", "full_name": "Ada Lovelace"}
BOB: Final = {"email": "bob@example.com", "username": "bob"}


@asynccontextmanager
async def opened(settings: Settings, **overrides: object) -> AsyncIterator[AsyncClient]:
    """A client of the app; every exception that gets past the door fails the test."""
    asgi = create_asgi(settings, **overrides)
    async with (
        asgi.router.lifespan_context(asgi),
        AsyncClient(transport=ASGITransport(asgi), base_url="http://test") as client,
    ):
        yield client


class Unreachable(InMemoryUnits):
    """Storage that does not answer."""

    async def ping(self) -> None:
        raise Unavailable("no route to 10.0.0.7")


def problem(response: Response, status: int, code: str) -> dict[str, Any]:
    """The document of a problem that has all that it must have."""
    assert response.headers["content-type"] == "application/problem+json", response.text
    document: dict[str, Any] = response.json()
    assert (response.status_code, document["status"]) == (status, status), response.text
    assert document["code"] == code
    assert set(document) == {"type", "title", "status", "detail", "code", "errors", "request_id"}
    assert document["request_id"] == response.headers["x-request-id"]
    return document


def pointers(document: dict[str, Any]) -> list[str]:
    return [error["pointer"] for error in document["errors"]]
