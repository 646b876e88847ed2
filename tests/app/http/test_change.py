"""Changing a user: what is mentioned, what is null, and who was first."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from httpx import AsyncClient

from tests.app.domain.characters import NOT_YET_A_LETTER
from tests.app.http.door import ADA, BOB, NOBODY, USERS, pointers, problem

pytestmark = pytest.mark.chapter(11)


@pytest.fixture
async def ada(client: AsyncClient) -> str:
    """Where Ada is."""
    place: str = (await client.post(USERS, json=ADA)).headers["location"]
    return place


@pytest.mark.parametrize(
    "change",
    [
        {"email": "countess@example.com"},
        {"username": "countess"},
        {"full_name": "Ada King"},
        {"full_name": None},
        {"is_active": False},
        {"email": "a@example.com", "username": "aaa", "full_name": "A", "is_active": False},
    ],
)
async def test_what_is_mentioned_changes_and_the_rest_stays(
    client: AsyncClient, ada: str, change: dict[str, Any]
) -> None:
    before = (await client.get(ada)).json()
    changed = await client.patch(ada, json=change)
    after = changed.json()
    assert (changed.status_code, changed.headers["etag"]) == (200, f'"{after["version"]}"')
    assert after["version"] > before["version"]
    assert after["updated_at"] > before["updated_at"]
    expected = before | change
    assert {k: v for k, v in after.items() if k not in {"version", "updated_at"}} == {
        k: v for k, v in expected.items() if k not in {"version", "updated_at"}
    }
    assert (await client.get(ada)).json() == after


@pytest.mark.parametrize("change", [{}, ADA, {"is_active": True}])
async def test_a_change_to_what_is_already_so_is_none(
    client: AsyncClient, ada: str, change: dict[str, Any]
) -> None:
    before = await client.get(ada)
    changed = await client.patch(ada, json=change)
    assert (changed.status_code, changed.json()) == (200, before.json())
    assert changed.headers["etag"] == before.headers["etag"]


async def test_null_empties_the_name_and_absent_leaves_it(client: AsyncClient, ada: str) -> None:
    absent = await client.patch(ada, json={"is_active": False})
    null = await client.patch(ada, json={"full_name": None})
    assert (absent.json()["full_name"], null.json()["full_name"]) == ("Ada Lovelace", None)


@pytest.mark.parametrize("field", ["email", "username", "is_active"])
async def test_null_is_refused_where_there_must_be_a_value(
    client: AsyncClient, ada: str, field: str
) -> None:
    refused = await client.patch(ada, json={field: None})
    assert pointers(problem(refused, 422, "invalid-value")) == [f"/{field}"]


@pytest.mark.parametrize(
    "field", ["id", "tenant_id", "version", "created_at", "updated_at", "deleted_at"]
)
async def test_what_the_app_decides_itself_cannot_be_changed(
    client: AsyncClient, ada: str, field: str
) -> None:
    refused = await client.patch(ada, json={field: "1"})
    assert pointers(problem(refused, 422, "invalid-value")) == [f"/{field}"]


async def test_a_refused_change_changes_nothing(client: AsyncClient, ada: str) -> None:
    before = (await client.get(ada)).json()
    refused = await client.patch(ada, json={"email": "ada", "username": "x", "is_active": False})
    assert pointers(problem(refused, 422, "invalid-value")) == ["/email", "/username"]
    assert (await client.get(ada)).json() == before


@pytest.mark.parametrize("is_active", [0, 1, "false", "true", []])
async def test_only_true_and_false_are_booleans(
    client: AsyncClient, ada: str, is_active: Any
) -> None:
    refused = await client.patch(ada, json={"is_active": is_active})
    assert pointers(problem(refused, 422, "invalid-value")) == ["/is_active"]


@pytest.mark.parametrize(
    ("field", "code"), [("email", "email-taken"), ("username", "username-taken")]
)
async def test_what_another_user_has_is_a_conflict(
    client: AsyncClient, ada: str, field: str, code: str
) -> None:
    await client.post(USERS, json=BOB)
    refused = await client.patch(ada, json={field: BOB[field]})
    assert pointers(problem(refused, 409, code)) == [f"/{field}"]


async def test_nobody_cannot_be_changed(client: AsyncClient) -> None:
    problem(await client.patch(NOBODY, json={}), 404, "user-not-found")


async def test_a_user_whose_stored_name_a_rule_refuses_today_is_changed_and_deleted_all_the_same(
    client: AsyncClient, ada: str, file: Path
) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE users SET full_name = ?", [f"{NOT_YET_A_LETTER} Wu"])
    changed = await client.patch(ada, json={"username": "wu-li"})
    assert (changed.status_code, changed.json()["full_name"]) == (200, f"{NOT_YET_A_LETTER} Wu")
    assert (await client.delete(ada)).status_code == 204
    assert (await client.post(f"{ada}/restore")).status_code == 200
    problem(await client.patch(ada, json={"full_name": NOT_YET_A_LETTER}), 422, "invalid-value")


async def test_a_change_is_described_as_the_same_field_of_a_new_user(client: AsyncClient) -> None:
    schemas = (await client.get("/openapi.json")).json()["components"]["schemas"]
    new, changes = (schemas[name]["properties"] for name in ("NewUser", "UserChanges"))
    assert {name: changes[name] for name in new} == new
