"""A request for each operation of the API, as the reference of the site shows it. No test is here:
test_examples.py holds what must come back."""

import tempfile
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple

from httpx import AsyncClient, Response

from reference_app.settings import DatabaseSettings, Settings, TenantSettings
from tests.app.domain.people import NOON
from tests.app.http.door import ADA, USERS, Unreachable, opened

MARY: Final = {"email": "mary@example.com", "username": "mary"}
GRACE: Final = {"email": "grace@example.com", "username": "grace"}
TWIN: Final = {"email": "ADA@example.com", "username": "twin"}
SOMEBODY: Final = f"{USERS}/{{user_id}}"


class Minutes:
    """A clock on which a minute passes from one look to the next."""

    def __init__(self, start: datetime = NOON) -> None:
        self._next = start

    def now(self) -> datetime:
        now, self._next = self._next, self._next + timedelta(minutes=1)
        return now


async def alive(client: AsyncClient) -> Response:
    return await client.get("/livez")


async def ready(client: AsyncClient) -> Response:
    return await client.get("/readyz")


async def not_ready(client: AsyncClient) -> Response:
    return await ready(client)


async def a_new_user(client: AsyncClient) -> Response:
    return await client.post(USERS, json=ADA)


async def a_third_user_for_two_seats(client: AsyncClient) -> Response:
    await client.post(USERS, json=ADA)
    await client.post(USERS, json=MARY)
    return await client.post(USERS, json=GRACE)


async def several_new_users(client: AsyncClient) -> Response:
    return await client.post(f"{USERS}/batch", json={"users": [MARY, GRACE]})


async def several_of_whom_one_is_a_twin(client: AsyncClient) -> Response:
    await client.post(USERS, json=ADA)
    return await client.post(f"{USERS}/batch", json={"users": [MARY, TWIN]})


async def the_newest_users(client: AsyncClient) -> Response:
    await several_of_whom_one_is_a_twin(client)
    await several_new_users(client)
    return await client.get(USERS, params={"limit": 2})


async def a_cursor_that_is_none(client: AsyncClient) -> Response:
    return await client.get(USERS, params={"cursor": "page-2"})


async def a_user(client: AsyncClient) -> Response:
    ada = await a_new_user(client)
    return await client.get(ada.headers["location"])


async def a_user_who_is_known_already(client: AsyncClient) -> Response:
    ada = await a_new_user(client)
    known = {"If-None-Match": ada.headers["etag"]}
    return await client.get(ada.headers["location"], headers=known)


async def a_change_of_what_was_seen(client: AsyncClient) -> Response:
    ada = await a_new_user(client)
    seen = {"If-Match": ada.headers["etag"]}
    return await client.patch(ada.headers["location"], json={"full_name": None}, headers=seen)


async def a_change_that_comes_late(client: AsyncClient) -> Response:
    changed = (await a_change_of_what_was_seen(client)).request
    seen = {"If-Match": changed.headers["if-match"]}
    return await client.patch(changed.url, json={"full_name": "Ada King"}, headers=seen)


async def a_deletion(client: AsyncClient) -> Response:
    ada = await a_new_user(client)
    return await client.delete(ada.headers["location"])


async def a_deletion_of_nobody(client: AsyncClient) -> Response:
    return await client.delete((await a_deletion(client)).request.url)


async def a_return(client: AsyncClient) -> Response:
    deleted = (await a_deletion(client)).request.url
    return await client.post(f"{deleted}/restore")


async def a_return_that_comes_late(client: AsyncClient) -> Response:
    deleted = (await a_deletion(client)).request.url
    await client.post(USERS, json=TWIN)
    return await client.post(f"{deleted}/restore")


async def a_method_that_is_unknown_here(client: AsyncClient) -> Response:
    ada = await a_new_user(client)
    return await client.put(ada.headers["location"], json=ADA)


class Example(NamedTuple):
    """What `ask` returns; what it sends before only prepares it. `headers`: on which a client may
    build, besides those of every answer. `seats` and `overrides` are the app's."""

    method: str
    path: str
    ask: Callable[[AsyncClient], Awaitable[Response]]
    status: int
    headers: Mapping[str, str] = {}
    seats: int | None = None
    overrides: Mapping[str, Any] = {}

    @property
    def title(self) -> str:
        return self.ask.__name__.replace("_", " ").capitalize()


JSON: Final = {"content-type": "application/json"}
PROBLEM: Final = {"content-type": "application/problem+json"}
AGAIN: Final = {"retry-after": "1"}
ALLOW: Final = {"allow": "DELETE, GET, HEAD, OPTIONS, PATCH"}
TOO_FEW: Final = Example("POST", USERS, a_third_user_for_two_seats, 409, PROBLEM, seats=2)

# The first one of an operation is what it is for; the others, what a client must be ready for.
EXAMPLES: Final = (
    Example("POST", USERS, a_new_user, 201, JSON | {"etag": '"1"', "location": SOMEBODY}),
    TOO_FEW,
    Example("GET", USERS, the_newest_users, 200, JSON),
    Example("GET", USERS, a_cursor_that_is_none, 400, PROBLEM),
    Example("GET", SOMEBODY, a_user, 200, JSON | {"etag": '"1"'}),
    Example("GET", SOMEBODY, a_user_who_is_known_already, 304, {"etag": '"1"'}),
    Example("PATCH", SOMEBODY, a_change_of_what_was_seen, 200, JSON | {"etag": '"2"'}),
    Example("PATCH", SOMEBODY, a_change_that_comes_late, 412, PROBLEM),
    Example("DELETE", SOMEBODY, a_deletion, 204),
    Example("DELETE", SOMEBODY, a_deletion_of_nobody, 404, PROBLEM),
    Example("POST", f"{SOMEBODY}/restore", a_return, 200, JSON | {"etag": '"3"'}),
    Example("POST", f"{SOMEBODY}/restore", a_return_that_comes_late, 409, PROBLEM),
    Example("POST", f"{USERS}/batch", several_new_users, 201, JSON),
    Example("POST", f"{USERS}/batch", several_of_whom_one_is_a_twin, 409, PROBLEM),
    Example("GET", "/livez", alive, 200, JSON),
    Example("GET", "/readyz", ready, 200, JSON),
    Example("GET", "/readyz", not_ready, 503, PROBLEM | AGAIN, overrides={"units": Unreachable()}),
    Example("PUT", SOMEBODY, a_method_that_is_unknown_here, 405, PROBLEM | ALLOW),
)


async def exchanged(example: Example) -> Response:
    """The answer of the whole app, on a database of its own, and in it what was sent."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        url = f"sqlite+aiosqlite:///{Path(folder, 'app.db').as_posix()}"
        tenant = TenantSettings(seats=example.seats)
        settings = Settings(database=DatabaseSettings(url=url), tenant=tenant)
        overrides = {"clock": Minutes(), **example.overrides}
        async with opened(settings, **overrides) as client:
            return await example.ask(client)
