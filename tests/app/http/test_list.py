"""Pages of users: the contract, and what a page may be asked for."""

import pytest
from httpx import AsyncClient

from tests.app.http.door import USERS, problem

pytestmark = pytest.mark.chapter(11)


async def create(client: AsyncClient, *names: str) -> None:
    for name in names:
        body = {"email": f"{name}@example.com", "username": name}
        assert (await client.post(USERS, json=body)).status_code == 201


async def names_on(client: AsyncClient, **query: str | int) -> tuple[list[str], str | None]:
    page = (await client.get(USERS, params=query)).json()
    return [user["username"] for user in page["items"]], page["next_cursor"]


async def test_no_users_are_an_empty_page_without_a_next_one(client: AsyncClient) -> None:
    response = await client.get(USERS)
    assert (response.status_code, response.json()) == (200, {"items": [], "next_cursor": None})


async def test_a_page_shows_users_as_they_were_created_newest_first(client: AsyncClient) -> None:
    await create(client, "ada", "bob")
    [bob, ada] = (await client.get(USERS)).json()["items"]
    assert (bob["username"], ada["username"]) == ("bob", "ada")
    assert (await client.get(f"{USERS}/{ada['id']}")).json() == ada


async def test_following_next_cursor_meets_everybody_once(client: AsyncClient) -> None:
    names = [f"user-{n}" for n in range(7)]
    await create(client, *names)
    first, cursor = await names_on(client, limit=3)
    second, cursor = await names_on(client, limit=3, cursor=cursor or "")
    third, end = await names_on(client, limit=3, cursor=cursor or "")
    assert ([*first, *second, *third], end) == (names[::-1], None)


async def test_a_last_page_that_is_full_says_that_it_is_the_last(client: AsyncClient) -> None:
    await create(client, "ada", "bob")
    assert await names_on(client, limit=2) == (["bob", "ada"], None)


async def test_who_comes_and_goes_between_two_pages_moves_nobody_else(client: AsyncClient) -> None:
    await create(client, "ada", "bob", "cora", "dora")
    page = (await client.get(USERS, params={"limit": 2})).json()
    await client.delete(f"{USERS}/{page['items'][1]['id']}")
    await create(client, "emma")
    assert await names_on(client, limit=2, cursor=page["next_cursor"]) == (["bob", "ada"], None)


async def test_twenty_are_on_a_page_unless_asked_otherwise(client: AsyncClient) -> None:
    users = [{"email": f"u{n}@example.com", "username": f"u{n}-"} for n in range(21)]
    await client.post(f"{USERS}/batch", json={"users": users})
    names, cursor = await names_on(client)
    assert (len(names), cursor is None) == (20, False)


@pytest.mark.parametrize("limit", ["1", "100"])
async def test_a_page_has_one_to_a_hundred(client: AsyncClient, limit: str) -> None:
    assert (await client.get(USERS, params={"limit": limit})).status_code == 200


@pytest.mark.parametrize(
    "limit", ["0", "-1", "101", str(10**9), str(10**30), "9" * 5000, "abc", "1.5", "", "NaN", "1e2"]
)
async def test_any_other_limit_is_refused_by_its_name(client: AsyncClient, limit: str) -> None:
    refused = await client.get(USERS, params={"limit": limit})
    [error] = problem(refused, 422, "invalid-value")["errors"]
    assert error["parameter"] == "limit"
    assert "pointer" not in error


@pytest.mark.parametrize(
    "cursor", ["", "x", "0", "A" * 31, "A" * 32 + "=", "ü", "\x00", "' OR 1=1 --"]
)
async def test_a_cursor_that_we_never_gave_is_bad(client: AsyncClient, cursor: str) -> None:
    problem(await client.get(USERS, params={"cursor": cursor}), 400, "bad-cursor")


async def test_a_misspelt_parameter_is_not_ignored(client: AsyncClient) -> None:
    refused = await client.get(USERS, params={"limt": "5"})
    [error] = problem(refused, 422, "invalid-value")["errors"]
    assert (error["parameter"], error["code"]) == ("limt", "unknown-field")
