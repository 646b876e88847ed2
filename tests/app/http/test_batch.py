"""Creating many at once: all of them or none."""

from typing import Any

import pytest
from httpx import AsyncClient

from reference_app.settings import Settings, TenantSettings
from tests.app.http.door import ADA, BOB, USERS, opened, pointers, problem

pytestmark = pytest.mark.chapter(11)

BATCH = f"{USERS}/batch"


def newcomers(count: int) -> list[dict[str, Any]]:
    return [{"email": f"u{n}@example.com", "username": f"user-{n}"} for n in range(count)]


async def count(client: AsyncClient) -> int:
    return len((await client.get(USERS, params={"limit": 100})).json()["items"])


@pytest.mark.parametrize("size", [1, 100])
async def test_all_are_created_and_answered_in_their_order(client: AsyncClient, size: int) -> None:
    created = await client.post(BATCH, json={"users": newcomers(size)})
    items = created.json()["items"]
    assert (created.status_code, list(created.json())) == (201, ["items"])
    assert [user["username"] for user in items] == [user["username"] for user in newcomers(size)]
    for user in (items[0], items[-1]):
        assert (await client.get(f"{USERS}/{user['id']}")).json() == user


@pytest.mark.parametrize(
    ("change", "status", "code", "pointer"),
    [
        ({"email": "ADA@example.com"}, 409, "email-taken", "/users/3/email"),
        ({"username": "ADA"}, 409, "username-taken", "/users/3/username"),
        ({"email": "U0@example.com"}, 409, "email-taken", "/users/3/email"),
        ({"email": "\uff550@example.com"}, 409, "email-taken", "/users/3/email"),
        ({"username": "USER-2"}, 409, "username-taken", "/users/3/username"),
        ({"email": "nobody"}, 422, "invalid-value", "/users/3/email"),
        ({"username": None}, 422, "invalid-value", "/users/3/username"),
        ({"nick/name": "x"}, 422, "invalid-value", "/users/3/nick~1name"),
    ],
)
async def test_one_who_cannot_be_created_is_pointed_at_and_nobody_is_stored(
    client: AsyncClient, change: dict[str, Any], status: int, code: str, pointer: str
) -> None:
    await client.post(USERS, json=ADA)
    users = newcomers(100)
    users[3] |= change
    assert pointers(problem(await client.post(BATCH, json={"users": users}), status, code)) == [
        pointer
    ]
    assert await count(client) == 1


async def test_everybody_who_cannot_be_created_is_pointed_at(client: AsyncClient) -> None:
    users = [*newcomers(2), {"email": "x", "username": "y"}]
    document = problem(await client.post(BATCH, json={"users": users}), 422, "invalid-value")
    assert pointers(document) == ["/users/2/email", "/users/2/username"]
    twins = [ADA, ADA, BOB, {**BOB, "username": "bobby"}]
    document = problem(await client.post(BATCH, json={"users": twins}), 409, "rejected")
    assert pointers(document) == ["/users/1/email", "/users/1/username", "/users/3/email"]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"users": []}, "/users"),
        ({"users": newcomers(101)}, "/users"),
        ({"users": [1] * 200_000}, "/users"),
        ({"users": None}, "/users"),
        ({"users": {}}, "/users"),
        ({"users": [None]}, "/users/0"),
        ({"users": [[]]}, "/users/0"),
        ({}, "/users"),
        ([], ""),
        ({"users": newcomers(1), "dry_run": True}, "/dry_run"),
    ],
    ids=lambda value: str(value)[:24],
)
async def test_a_batch_of_another_shape_is_refused_at_its_place(
    client: AsyncClient, body: Any, pointer: str
) -> None:
    document = problem(await client.post(BATCH, json=body), 422, "invalid-value")
    assert pointers(document) == [pointer]
    assert await count(client) == 0


async def test_a_batch_that_finds_too_few_seats_takes_none(settings: Settings) -> None:
    two_seats = settings.model_copy(update={"tenant": TenantSettings(seats=2)})
    async with opened(two_seats) as client:
        problem(await client.post(BATCH, json={"users": newcomers(3)}), 409, "seats-taken")
        assert await count(client) == 0
        assert (await client.post(BATCH, json={"users": newcomers(2)})).status_code == 201
