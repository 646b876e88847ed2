"""`Allow` where several routes share a path."""

import pytest
from httpx import AsyncClient

from tests.app.http.door import USERS

pytestmark = pytest.mark.chapter(11)

SOMEBODY = f"{USERS}/00000000-0000-7000-8000-000000000000"


@pytest.mark.parametrize(
    ("path", "allow"),
    [
        (USERS, "GET, HEAD, OPTIONS, POST"),
        (SOMEBODY, "DELETE, GET, HEAD, OPTIONS, PATCH"),
        (f"{SOMEBODY}/restore", "OPTIONS, POST"),
        (f"{USERS}/batch", "OPTIONS, POST"),
    ],
)
async def test_allow_lists_the_methods_of_all_routes_of_the_path(
    client: AsyncClient, path: str, allow: str
) -> None:
    refused, asked = await client.put(path), await client.options(path)
    assert (refused.status_code, refused.headers["allow"]) == (405, allow)
    assert (asked.status_code, asked.headers["allow"]) == (204, allow)
