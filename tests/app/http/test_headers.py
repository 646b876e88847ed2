"""What every answer carries, whoever made it."""

import re

import pytest
from httpx import AsyncClient

from reference_app.settings import HttpSettings, Settings
from tests.app.http.door import ADA, NOBODY, USERS, opened

SECURITY = {
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "private, no-cache",
}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/livez", 200),
        ("GET", "/nowhere", 404),
        ("GET", NOBODY, 404),
        ("PUT", USERS, 405),
        ("OPTIONS", USERS, 204),
        ("POST", USERS, 415),
    ],
)
async def test_every_answer_has_the_security_headers_and_a_request_id(
    client: AsyncClient, method: str, path: str, status: int
) -> None:
    response = await client.request(method, path)
    assert response.status_code == status
    assert SECURITY.items() <= dict(response.headers).items()
    assert response.headers["x-request-id"]


async def test_an_answer_of_the_body_cap_has_them_too(settings: Settings) -> None:
    tight = settings.model_copy(update={"http": HttpSettings(body_limit=1)})
    async with opened(tight) as client:
        response = await client.post(USERS, json=ADA)
    assert response.status_code == 413
    assert SECURITY.items() <= dict(response.headers).items()
    assert response.headers["x-request-id"]


@pytest.mark.parametrize("theirs", ["a", "7c0f", "A.b-c_9", "x" * 128])
async def test_a_well_formed_request_id_is_taken_over(client: AsyncClient, theirs: str) -> None:
    response = await client.get("/livez", headers={"x-request-id": theirs})
    assert response.headers["x-request-id"] == theirs


@pytest.mark.parametrize("theirs", ["", " ", "a b", "a\tb", "ü", "x" * 129, 'a"b', "a;b", "a/b"])
async def test_any_other_request_id_is_replaced(client: AsyncClient, theirs: str) -> None:
    headers = [(b"x-request-id", theirs.encode())]
    response = await client.get("/livez", headers=headers)
    assert re.fullmatch("[0-9a-f]{32}", response.headers["x-request-id"])


async def test_two_requests_have_two_ids(client: AsyncClient) -> None:
    ids = {(await client.get("/livez")).headers["x-request-id"] for _ in range(2)}
    assert len(ids) == 2


async def test_no_answer_tells_what_it_was_made_with(client: AsyncClient) -> None:
    assert "server" not in (await client.get("/livez")).headers
