"""Addresses and methods that no route declares."""

import pytest
from httpx import AsyncClient

from tests.app.http.door import ADA, USERS, problem


@pytest.mark.parametrize(
    "path",
    ["/", "/nowhere", "/api/v1", f"{USERS}/", "/livez/", "//livez", "/LIVEZ", "/docs/nothing.js"],
)
async def test_an_address_without_a_route_is_not_found_and_not_redirected(
    client: AsyncClient, path: str
) -> None:
    problem(await client.get(path), 404, "not-found")


async def test_head_is_get_without_the_body(client: AsyncClient) -> None:
    place = (await client.post(USERS, json=ADA)).headers["location"]
    get, head = await client.get(place), await client.head(place)
    volatile = {"x-request-id"}
    assert (head.status_code, head.content) == (200, b"")
    assert {k: v for k, v in head.headers.items() if k not in volatile} == {
        k: v for k, v in get.headers.items() if k not in volatile
    }
    assert int(head.headers["content-length"]) == len(get.content)


async def test_head_of_nothing_is_not_found_and_has_no_body(client: AsyncClient) -> None:
    head = await client.head("/nowhere")
    assert (head.status_code, head.content) == (404, b"")


@pytest.mark.parametrize("method", ["POST", "DELETE", "TRACE", "BREW"])
async def test_a_method_that_a_path_does_not_know_is_told_which_it_knows(
    client: AsyncClient, method: str
) -> None:
    response = await client.request(method, "/livez")
    problem(response, 405, "method-not-allowed")
    assert response.headers["allow"] == "GET, HEAD, OPTIONS"


async def test_options_lists_the_methods_and_does_nothing(client: AsyncClient) -> None:
    response = await client.options("/livez")
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["allow"] == "GET, HEAD, OPTIONS"


async def test_options_of_nothing_is_not_found(client: AsyncClient) -> None:
    problem(await client.options("/nowhere"), 404, "not-found")
