"""What operators read about a request, and what they must not."""

import re
from uuid import uuid4

import pytest
from httpx import AsyncClient

from tests.app.http.door import USERS


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level("INFO", logger="reference_app.access")
    return caplog


async def test_a_request_leaves_one_line_with_route_status_duration_and_id(
    client: AsyncClient, lines: pytest.LogCaptureFixture
) -> None:
    lines.clear()
    await client.get("/readyz", headers={"x-request-id": "abc"})
    [line] = lines.messages
    assert re.fullmatch(r"GET /readyz 200 \d+\.\d ms abc", line)


async def test_values_of_a_path_a_query_or_a_body_are_not_logged(
    client: AsyncClient, lines: pytest.LogCaptureFixture
) -> None:
    lines.clear()
    secret = uuid4()
    await client.get(f"{USERS}/{secret}?token={secret}")
    await client.post(USERS, json={"email": str(secret)})
    await client.get(f"/{secret}")
    routes = [line.split()[1] for line in lines.messages]
    assert routes == [f"{USERS}/{{user_id}}", USERS, "(no"]
    assert str(secret) not in lines.text


async def test_head_is_logged_as_head_with_the_route_of_get(
    client: AsyncClient, lines: pytest.LogCaptureFixture
) -> None:
    lines.clear()
    await client.head("/livez")
    assert lines.messages[0].startswith("HEAD /livez 200 ")
