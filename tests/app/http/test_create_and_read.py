"""Creating and reading one user: the contract, and what the fields let in."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient

from reference_app.settings import Settings, TenantSettings
from tests.app.http.door import ADA, BOB, NOBODY, USERS, opened, pointers, problem


async def test_a_created_user_is_answered_whole_and_can_be_read_where_location_says(
    client: AsyncClient,
) -> None:
    created = await client.post(USERS, json=ADA)
    user = created.json()
    assert created.status_code == 201
    assert created.headers["content-type"] == "application/json"
    assert created.headers["location"] == f"{USERS}/{user['id']}"
    assert created.headers["etag"] == '"1"'
    assert list(user) == [
        *("id", "email", "username", "full_name", "is_active"),
        *("created_at", "updated_at", "version"),
    ]
    assert user | ADA == user | {"is_active": True, "version": 1}
    read = await client.get(created.headers["location"])
    assert (read.status_code, read.headers["etag"], read.json()) == (200, '"1"', user)


async def test_ids_are_of_version_seven_and_times_are_of_now_in_utc_with_a_z(
    client: AsyncClient,
) -> None:
    before = datetime.now(UTC)
    user = (await client.post(USERS, json=ADA)).json()
    assert UUID(user["id"]).version == 7
    assert user["created_at"] == user["updated_at"]
    assert user["created_at"].endswith("Z")
    assert before <= datetime.fromisoformat(user["created_at"]) <= datetime.now(UTC)


async def test_a_full_name_may_be_null_or_absent(client: AsyncClient) -> None:
    absent = await client.post(USERS, json=BOB)
    null = await client.post(USERS, json={**ADA, "full_name": None})
    assert (absent.json()["full_name"], null.json()["full_name"]) == (None, None)


async def test_an_id_that_nobody_has_is_not_found(client: AsyncClient) -> None:
    problem(await client.get(NOBODY), 404, "user-not-found")


@pytest.mark.parametrize(
    "text", ["1", "ada", "None", NOBODY.rpartition("/")[2] + "x", "%00", "..%2F", "ü"]
)
async def test_an_id_that_is_no_uuid_is_not_found_either(client: AsyncClient, text: str) -> None:
    problem(await client.get(f"{USERS}/{text}"), 404, "not-found")


@pytest.mark.parametrize(
    ("changed", "code", "pointer"),
    [
        ({"email": "ADA@Example.com"}, "email-taken", "/email"),
        ({"email": "\uff41da@example.com"}, "email-taken", "/email"),
        ({"username": "ADA"}, "username-taken", "/username"),
    ],
)
async def test_what_another_user_has_is_a_conflict_at_its_field(
    client: AsyncClient, changed: dict[str, str], code: str, pointer: str
) -> None:
    await client.post(USERS, json=ADA)
    refused = await client.post(USERS, json={**BOB, **changed})
    assert pointers(problem(refused, 409, code)) == [pointer]
    assert (await client.post(USERS, json=BOB)).status_code == 201, "something was stored"


async def test_a_tenant_without_a_free_seat_takes_nobody(settings: Settings) -> None:
    one_seat = settings.model_copy(update={"tenant": TenantSettings(seats=1)})
    async with opened(one_seat) as client:
        assert (await client.post(USERS, json=ADA)).status_code == 201
        document = problem(await client.post(USERS, json=BOB), 409, "seats-taken")
    assert document["errors"] == []


async def test_all_fields_to_mend_are_named_at_once(client: AsyncClient) -> None:
    refused = await client.post(USERS, json={"email": "ada", "username": "a", "full_name": ""})
    document = problem(refused, 422, "invalid-value")
    assert pointers(document) == ["/email", "/username", "/full_name"]


@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        ({"username": "ada"}, "/email", "required"),
        ({**ADA, "email": None}, "/email", "wrong-type"),
        ({**ADA, "email": 1}, "/email", "wrong-type"),
        ({**ADA, "email": ["ada@example.com"]}, "/email", "wrong-type"),
        ({**ADA, "username": True}, "/username", "wrong-type"),
        ({**ADA, "full_name": {}}, "/full_name", "wrong-type"),
        ({**ADA, "nickname": "Countess"}, "/nickname", "unknown-field"),
        ({**ADA, "a/b~c": 1}, "/a~1b~0c", "unknown-field"),
        ({**ADA, "": 1}, "/", "unknown-field"),
        ([], "", "wrong-type"),
        ("ada", "", "wrong-type"),
        (0, "", "wrong-type"),
    ],
)
async def test_a_body_of_another_shape_is_refused_at_its_place(
    client: AsyncClient, body: Any, pointer: str, code: str
) -> None:
    [error] = problem(await client.post(USERS, json=body), 422, "invalid-value")["errors"]
    assert (error["pointer"], error["code"]) == (pointer, code)


@pytest.mark.parametrize(
    "field", ["id", "tenant_id", "version", "created_at", "updated_at", "deleted_at", "is_active"]
)
async def test_what_the_app_decides_itself_is_not_taken_from_a_client(
    client: AsyncClient, field: str
) -> None:
    refused = await client.post(USERS, json={**ADA, field: None})
    assert pointers(problem(refused, 422, "invalid-value")) == [f"/{field}"]


@pytest.mark.parametrize(
    "username",
    ["\u0430da", "\u212aate", "ada\u202eb", "a\u200bda", "ad", "a" * 51, "ada lovelace", "ada\n"],
    ids=["cyrillic", "kelvin", "override", "zero-width", "short", "long", "blank", "newline"],
)
async def test_usernames_that_look_like_others_or_like_nothing_are_refused(
    client: AsyncClient, username: str
) -> None:
    refused = await client.post(USERS, json={**ADA, "username": username})
    assert pointers(problem(refused, 422, "invalid-value")) == ["/username"]


@pytest.mark.parametrize(
    "email",
    [
        "ada+books@example.com",
        "Ada@Example.COM",
        "ada@b\u00fccher.example",
        "stra\u00dfe@example.com",
        "\u0130stanbul@example.com",
        "a" * 64 + "@" + "b" * 63 + "." + "c" * 63 + "." + "d" * 58 + ".ex",
    ],
    ids=["plus", "case", "idn", "sharp s", "dotted I", "254 bytes"],
)
async def test_an_email_is_kept_as_it_is_written(client: AsyncClient, email: str) -> None:
    created = await client.post(USERS, json={**ADA, "email": email})
    assert (created.status_code, created.json().get("email")) == (201, email)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("stra\u00dfe@example.com", "STRASSE@example.com"),
        ("\u0130da@example.com", "i\u0307da@example.com"),
        ("caf\u00e9@example.com", "cafe\u0301@example.com"),
    ],
    ids=["sharp s", "dotted I", "accent"],
)
async def test_two_spellings_of_one_email_meet(
    client: AsyncClient, first: str, second: str
) -> None:
    await client.post(USERS, json={**ADA, "email": first})
    problem(await client.post(USERS, json={**BOB, "email": second}), 409, "email-taken")


async def test_an_email_of_255_bytes_is_refused(client: AsyncClient) -> None:
    email = "a" * 64 + "@" + "b" * 63 + "." + "c" * 63 + "." + "d" * 59 + ".ex"
    refused = await client.post(USERS, json={**ADA, "email": email})
    assert pointers(problem(refused, 422, "invalid-value")) == ["/email"]


@pytest.mark.parametrize(
    "body",
    [
        {"email": "hunter2", "username": "hunter2 ", "full_name": "hunter2\0"},
        {**ADA, "email": ["hunter2"]},
        {**ADA, "full_name": {"hunter2": "hunter2"}},
        {**ADA, "password": "hunter2"},
        "hunter2",
        ["hunter2"],
    ],
)
async def test_a_refusal_never_repeats_a_value_that_was_sent(
    client: AsyncClient, body: Any
) -> None:
    refused = await client.post(USERS, json=body)
    assert refused.status_code == 422
    assert "hunter2" not in refused.text
