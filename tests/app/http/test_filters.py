"""Lists that are filtered and sorted: what the contract promises, and what it refuses."""

from typing import Any

import pytest
from httpx import AsyncClient

from tests.app.http.door import USERS, problem

pytestmark = pytest.mark.chapter(13)

PEOPLE = [
    {"email": "Ada@Example.com", "username": "ada", "full_name": "Ada Lovelace"},
    {"email": "grace@example.org", "username": "grace", "full_name": "Grace Hopper"},
    {"email": "mary@b\u00fccher.example", "username": "mary_s", "full_name": "Mary Gro\u00df"},
    {"email": "100@example.com", "username": "a-100", "full_name": "100% Ada"},
    {"email": "nobody@example.com", "username": "nobody"},
]
FILTERS = [
    "email",
    "username",
    "full_name",
    "is_active",
    "username__startswith",
    "email__startswith",
    "full_name__contains",
    "full_name__isnull",
    "created_at__gte",
    "created_at__lt",
    "updated_at__gte",
    "updated_at__lt",
]


@pytest.fixture
async def people(client: AsyncClient) -> AsyncClient:
    for person in PEOPLE:
        assert (await client.post(USERS, json=person)).status_code == 201
    return client


async def found(client: AsyncClient, **query: Any) -> list[str]:
    answer = await client.get(USERS, params={"sort": "username"} | query)
    assert answer.status_code == 200, answer.text
    return [user["username"] for user in answer.json()["items"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"email": "ADA@example.COM"}, ["ada"]),
        ({"email": "mary@xn--bcher-kva.example"}, ["mary_s"]),
        ({"username": "GRACE"}, ["grace"]),
        ({"full_name": "mary gross"}, ["mary_s"]),
        ({"full_name": " ADA LOVELACE "}, ["ada"]),
        ({"is_active": "true"}, ["a-100", "ada", "grace", "mary_s", "nobody"]),
        ({"is_active": "false"}, []),
        ({"username__startswith": "A"}, ["a-100", "ada"]),
        ({"username__startswith": "mary_"}, ["mary_s"]),
        ({"username__startswith": "_"}, []),
        ({"email__startswith": "ada@EX"}, ["ada"]),
        ({"email__startswith": "100"}, ["a-100"]),
        ({"email__startswith": "m\u00e4"}, []),
        ({"full_name__contains": "GROSS"}, ["mary_s"]),
        ({"full_name__contains": "0%"}, ["a-100"]),
        ({"full_name__contains": "%%"}, []),
        ({"full_name__contains": "__"}, []),
        ({"full_name__contains": "a l"}, ["ada"]),
        ({"full_name__isnull": "true"}, ["nobody"]),
        ({"full_name__isnull": "false"}, ["a-100", "ada", "grace", "mary_s"]),
        (
            {"created_at__gte": "0001-01-01T00:00:00Z"},
            ["a-100", "ada", "grace", "mary_s", "nobody"],
        ),
        ({"updated_at__lt": "9999-12-31T23:59:59.999999Z", "username": "ada"}, ["ada"]),
        ({"created_at__lt": "2001-01-01t00:00:00+01:00"}, []),
        ({"username__startswith": "a", "full_name__contains": "love"}, ["ada"]),
    ],
)
async def test_a_filter_finds_who_fits_however_it_is_spelled(
    people: AsyncClient, query: dict[str, str], expected: list[str]
) -> None:
    assert await found(people, **query) == expected


async def test_two_moments_are_a_span_of_which_the_end_is_outside(people: AsyncClient) -> None:
    [ada] = (await people.get(USERS, params={"username": "ada"})).json()["items"]
    born = ada["created_at"]
    assert await found(people, created_at__gte=born, username="ada") == ["ada"]
    assert await found(people, created_at__lt=born, username="ada") == []


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("username", ["a-100", "ada", "grace", "mary_s", "nobody"]),
        ("-username", ["nobody", "mary_s", "grace", "ada", "a-100"]),
        ("created_at", ["ada", "grace", "mary_s", "a-100", "nobody"]),
        ("-updated_at", ["nobody", "a-100", "mary_s", "grace", "ada"]),
        ("email", ["a-100", "ada", "grace", "mary_s", "nobody"]),
        ("full_name", ["nobody", "a-100", "ada", "grace", "mary_s"]),
        ("-full_name,username,-created_at", ["mary_s", "grace", "ada", "a-100", "nobody"]),
    ],
)
@pytest.mark.parametrize("limit", [2, 100])
async def test_pages_come_in_the_order_that_was_asked_for(
    people: AsyncClient, sort: str, expected: list[str], limit: int
) -> None:
    seen: list[str] = []
    query: dict[str, Any] = {"sort": sort, "limit": limit}
    while True:
        page = (await people.get(USERS, params=query)).json()
        seen += [user["username"] for user in page["items"]]
        if page["next_cursor"] is None:
            break
        query["cursor"] = page["next_cursor"]
    assert seen == expected


@pytest.mark.parametrize(
    "sort",
    [
        "",
        "-",
        ",",
        "username,",
        "username,username",
        "username,-username",
        "id",
        "tenant_id",
        "--username",
        " username",
        "USERNAME",
        "full_name_key",
        "created_at,updated_at,email,username",
    ],
)
async def test_any_other_order_is_refused(client: AsyncClient, sort: str) -> None:
    await refused(client, "sort", sort)


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        *((name, "") for name in FILTERS),
        *((name, "a\0a") for name in FILTERS),
        ("email", "ada"),
        ("email", "a" * 300),
        ("username", "ad"),
        ("full_name", " "),
        ("is_active", "1"),
        ("is_active", "True"),
        ("full_name__isnull", "null"),
        ("full_name__contains", "a"),
        ("full_name__contains", "a" * 51),
        ("username__startswith", "a" * 51),
        ("email__startswith", "mary@b\u00fc"),
        ("created_at__gte", "2030-01-01"),
        ("created_at__gte", "2030-01-01T00:00:00"),
        ("created_at__gte", "2030-01-01 00:00:00Z"),
        ("created_at__lt", "1893456000"),
        ("created_at__lt", "2030-02-30T00:00:00Z"),
        ("updated_at__gte", "0001-01-01T00:00:00+01:00"),
        ("updated_at__lt", "9999-12-31T23:59:59-01:00"),
        ("updated_at__lt", "2030-01-01T00:00:00+24:00"),
        ("updated_at__lt", "\u0662030-01-01T00:00:00Z"),
    ],
)
async def test_a_wrong_value_is_refused_by_its_parameter(
    client: AsyncClient, parameter: str, value: str
) -> None:
    await refused(client, parameter, value)


async def refused(client: AsyncClient, parameter: str, value: str) -> str:
    answer = await client.get(USERS, params={parameter: value})
    [error] = problem(answer, 422, "invalid-value")["errors"]
    assert error["parameter"] == parameter
    assert "{" not in error["detail"]
    assert "pointer" not in error
    return str(error["detail"])


async def test_a_plus_that_became_a_blank_is_told_how_it_is_written(client: AsyncClient) -> None:
    answer = await client.get(f"{USERS}?created_at__gte=2030-01-01T00:00:00+01:00")
    [error] = problem(answer, 422, "invalid-value")["errors"]
    assert "%2B" in error["detail"]
    escaped = await client.get(f"{USERS}?created_at__gte=2030-01-01T00:00:00%2B01:00")
    assert escaped.status_code == 200


async def test_all_wrong_parameters_are_told_at_once(client: AsyncClient) -> None:
    query = {"sort": "id", "email": "x", "limit": "0", "username__contains": "_"}
    answer = await client.get(USERS, params=query)
    errors = problem(answer, 422, "invalid-value")["errors"]
    told = {(error["parameter"], error["code"]) for error in errors}
    assert told == {
        ("sort", "invalid-value"),
        ("email", "invalid-value"),
        ("limit", "out-of-range"),
        ("username__contains", "unknown-field"),
    }


async def test_a_cursor_serves_only_the_list_that_gave_it(people: AsyncClient) -> None:
    query = {"limit": "1", "sort": "username"}
    cursor = (await people.get(USERS, params=query)).json()["next_cursor"]
    assert (await people.get(USERS, params=query | {"cursor": cursor})).status_code == 200
    wider = await people.get(USERS, params=query | {"cursor": cursor, "limit": "5"})
    assert wider.status_code == 200
    for other in ({"sort": "-username"}, {"sort": "email"}, {"is_active": "true"}):
        answer = await people.get(USERS, params=query | {"cursor": cursor} | other)
        problem(answer, 400, "bad-cursor")


async def test_a_cursor_of_the_first_edition_is_bad(client: AsyncClient) -> None:
    query = {"cursor": "AAa6IKM0skAAAAAAAAD__wAAAAAAAAAA"}
    problem(await client.get(USERS, params=query), 400, "bad-cursor")


async def test_the_description_lists_every_parameter(client: AsyncClient) -> None:
    described = (await client.get("/openapi.json")).json()["paths"][USERS]["get"]["parameters"]
    assert {each["name"] for each in described} == {"limit", "cursor", "sort", *FILTERS}
    assert not any(each["required"] for each in described)


async def test_a_name_that_unfolds_beyond_255_characters_is_refused(client: AsyncClient) -> None:
    """Or cursors by name outgrow what proxies let through."""
    body = {"email": "x@example.com", "username": "xyz", "full_name": "\ufdfa" * 15}
    answer = await client.post(USERS, json=body)
    [error] = problem(answer, 422, "invalid-value")["errors"]
    assert error["pointer"] == "/full_name"
    assert (await client.post(USERS, json=body | {"full_name": "\ufdfa" * 14})).status_code == 201
