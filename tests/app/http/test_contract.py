"""The description and the app agree, whatever is sent."""

import json
from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reference_app.presentation.http.app import create_asgi
from reference_app.settings import Settings
from tests.app.http.door import ADA, BOB, USERS, problem

pytestmark = pytest.mark.chapter(11)

SOMEBODY = f"{USERS}/{{user_id}}"
SENSIBLE: dict[tuple[str, str], Any] = {
    ("post", USERS): BOB,
    ("post", f"{USERS}/batch"): {"users": [{"email": "cora@example.com", "username": "cora"}]},
    ("patch", SOMEBODY): {"full_name": "Ada King"},
}
ROUTES = [
    ("get", "/livez"),
    ("get", "/readyz"),
    ("get", USERS),
    ("get", SOMEBODY),
    ("delete", SOMEBODY),
    ("post", f"{SOMEBODY}/restore"),
    *SENSIBLE,
]


DESCRIPTION = create_asgi(Settings()).openapi()


def test_these_are_all_routes_that_are_described() -> None:
    paths = DESCRIPTION["paths"].items()
    assert {(method, path) for path, item in paths for method in item} == set(ROUTES)


@pytest.mark.parametrize(("method", "path"), ROUTES)
async def test_every_route_does_what_it_is_described_to_do(
    client: AsyncClient, method: str, path: str
) -> None:
    ada = (await client.post(USERS, json=ADA)).json()
    answer = await client.request(
        method, path.format(user_id=ada["id"]), json=SENSIBLE.get((method, path))
    )
    assert answer.status_code // 100 == 2
    assert str(answer.status_code) in DESCRIPTION["paths"][path][method]["responses"]


async def test_what_is_answered_has_the_fields_that_are_described(client: AsyncClient) -> None:
    user = (await client.post(USERS, json=ADA)).json()
    page = (await client.get(USERS)).json()
    refused = (await client.post(USERS, json={})).json()
    schemas = DESCRIPTION["components"]["schemas"]
    assert list(schemas["UserView"]["properties"]) == list(user)
    assert list(schemas["Page_UserView_"]["properties"]) == list(page)
    assert list(schemas["ProblemDocument"]["properties"]) == list(refused)
    assert set(refused["errors"][0]) < set(schemas["Fault"]["properties"])
    assert schemas["NewUsers"]["properties"]["users"]["maxItems"] == 100


# Whatever is sent: any bytes, any JSON, and JSON that is nearly right.

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=8), inner, max_size=5)
    ),
    max_leaves=20,
)
text = st.one_of(
    st.text(alphabet=st.characters(), max_size=60),
    st.sampled_from(["ada@example.com", "ada", "\0", "\ud800", "\u202e", "a" * 300, ""]),
    anything,
)
nearly_a_user = st.fixed_dictionaries(
    {}, optional={"email": text, "username": text, "full_name": text, "is_active": text, "id": text}
)
nearly_a_batch = st.fixed_dictionaries({"users": st.lists(nearly_a_user, max_size=4) | anything})
bodies = st.one_of(
    st.binary(max_size=60),
    st.one_of(nearly_a_user, nearly_a_batch, anything).map(
        lambda value: json.dumps(value).encode()
    ),
)
latin = st.text(st.characters(max_codepoint=255, exclude_categories=["Cc"]), max_size=20)
headers = st.fixed_dictionaries(
    {"content-type": st.sampled_from(["application/json"] * 5 + ["text/plain"]) | latin},
    optional={"if-match": latin | st.sampled_from(['"1"', "*", 'W/"1"', '"1", "2"'])}
    | dict.fromkeys(["if-none-match", "x-request-id", "accept", "content-encoding"], latin),
)
queries = st.dictionaries(
    st.sampled_from(
        ["limit", "cursor", "x", "sort", "email", "full_name__contains", "created_at__gte"]
    ),
    st.text(max_size=40)
    | st.integers().map(str)
    | st.sampled_from(["full_name,-id", "-username", "a@b.de", "2030-01-01T00:00:00Z"]),
)


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    route=st.sampled_from(ROUTES),
    user_id=st.sampled_from([UUID(int=1).hex, "me", "%00", "\u2603"]) | st.none(),
    body=bodies,
    headers=headers,
    query=queries,
)
async def test_whatever_is_sent_is_answered_as_described_and_never_with_a_500(
    client: AsyncClient,
    route: tuple[str, str],
    user_id: str | None,
    body: bytes,
    headers: dict[str, str],
    query: dict[str, str],
) -> None:
    method, path = route
    there = path.format(user_id=user_id or await somebody(client))
    encoded = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    answer = await client.request(method, there, content=body, headers=encoded, params=query)
    if answer.status_code >= 400:
        document = answer.json()
        problem(answer, answer.status_code, document["code"])
    documented = DESCRIPTION["paths"][path][method]["responses"]
    assert str(answer.status_code) in documented
    assert answer.status_code != 500


async def somebody(client: AsyncClient) -> str:
    """The newest user, or Ada if there is none."""
    items = (await client.get(USERS)).json()["items"]
    user = items[0] if items else (await client.post(USERS, json=ADA)).json()
    return str(user["id"])
