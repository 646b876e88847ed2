"""The description of the API and its page, which needs no network."""

import re
from typing import Any

import pytest
from httpx import AsyncClient

from tests.app.http.door import ADA, USERS


async def described(client: AsyncClient) -> dict[str, Any]:
    description: dict[str, Any] = (await client.get("/openapi.json")).json()
    return description


async def test_the_page_loads_nothing_from_elsewhere(client: AsyncClient) -> None:
    page = await client.get("/docs")
    assert page.headers["content-type"].startswith("text/html")
    addresses = re.findall(r'(?:src|href)="([^"]*)"', page.text)
    assert len(addresses) == 4
    assert not [address for address in addresses if ":" in address or address.startswith("/")]
    assert "//" not in page.text


async def test_everything_that_the_page_loads_is_served(client: AsyncClient) -> None:
    page = await client.get("/docs")
    for address in re.findall(r'(?:src|href)="([^"]*)"', page.text):
        asset = await client.get(page.url.join(address))
        assert asset.status_code == 200
        assert asset.content


async def test_a_browser_lets_the_page_talk_to_nobody_but_us(client: AsyncClient) -> None:
    [policy] = (await client.get("/docs")).headers.get_list("content-security-policy")
    assert "default-src 'none'" in policy
    assert not re.search(r"https?:|\*|unsafe-eval", policy)


async def test_the_start_script_asks_no_service_to_judge_our_description(
    client: AsyncClient,
) -> None:
    start = (await client.get("/docs/start.js")).text
    assert "validatorUrl: null" in start
    assert 'url: "openapi.json"' in start


async def test_the_description_is_of_openapi_3_1_and_all_its_references_lead_somewhere(
    client: AsyncClient,
) -> None:
    description = await described(client)
    assert description["openapi"].startswith("3.1.")
    references = set(re.findall(r'"\$ref": ?"([^"]*)"', (await client.get("/openapi.json")).text))
    assert references
    for reference in references:
        node: Any = description
        for step in reference.removeprefix("#/").split("/"):
            node = node[step]


async def test_every_refusal_in_the_description_is_a_problem_document(client: AsyncClient) -> None:
    paths = (await described(client))["paths"]
    for operation in (each for path in paths.values() for each in path.values()):
        refusals = {s: r for s, r in operation["responses"].items() if s[0] not in "23"}
        assert {"500", "default"} <= refusals.keys()
        for refusal in refusals.values():
            [(media_type, content)] = refusal["content"].items()
            assert media_type == "application/problem+json"
            assert content["schema"] == {"$ref": "#/components/schemas/ProblemDocument"}


async def test_creating_is_described_with_what_it_takes_and_what_it_answers(
    client: AsyncClient,
) -> None:
    create = (await described(client))["paths"][USERS]["post"]
    assert create["requestBody"]["content"].keys() == {"application/json"}
    assert create["requestBody"]["required"] is True
    assert {"201", "400", "409", "413", "415", "422", "503"} <= create["responses"].keys()
    schema = create["responses"]["201"]["content"]["application/json"]["schema"]
    assert schema["$ref"].endswith("/UserView")


@pytest.mark.parametrize(
    ("field", "good", "bad"),
    [
        ("email", "ada@example.com", "ada"),
        ("email", "a.b+c@xn--bcher-kva.example", "ada@example.1"),
        ("username", "Ada_1", "ada lovelace"),
        ("username", "ada", "ad"),
        ("full_name", " Ada ", "  "),
    ],
)
async def test_what_the_description_lets_in_the_door_takes(
    client: AsyncClient, field: str, good: str, bad: str
) -> None:
    schemas = (await described(client))["components"]["schemas"]
    promised = schemas["NewUser"]["properties"][field]
    assert re.search(promised["pattern"], good)
    assert not re.search(promised["pattern"], bad)
    assert promised.get("maxLength") == {"email": 254, "full_name": 200}.get(field)
    assert (await client.post(USERS, json=ADA | {field: good})).status_code == 201
    assert (await client.post(USERS, json=ADA | {field: bad})).status_code == 422


async def test_the_description_names_its_server_relative_to_itself(client: AsyncClient) -> None:
    assert (await described(client))["servers"] == [{"url": "."}]
