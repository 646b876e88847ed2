"""The contract of part I from one end to the other, as a client on the network sees it."""

import signal
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.app.end_to_end.process import needs_signals, serving

pytestmark = pytest.mark.chapter(11)

ADA = {"email": "ada@example.com", "username": "ada", "full_name": "Ada Lovelace"}


@needs_signals
def test_the_contract_holds_over_a_socket_and_its_data_survives_a_restart(tmp_path: Path) -> None:
    file = tmp_path / "app.db"
    with serving(file) as process:
        with httpx.Client(base_url=process.address, trust_env=False) as client:
            left = walk(client)
        assert process.end(signal.SIGTERM) == 0
    with serving(file) as process:
        kept = httpx.get(f"{process.address}/api/v1/users", trust_env=False)
    assert kept.json()["items"] == left


def walk(client: httpx.Client) -> list[dict[str, Any]]:
    """Returns the users that there are at the end, newest first."""
    created = client.post("/api/v1/users", json=ADA)
    place, tag = created.headers["location"], created.headers["etag"]
    assert (created.status_code, client.get(place).json()) == (201, created.json())
    again = client.post("/api/v1/users", json={**ADA, "username": "countess"})
    assert (again.status_code, again.json()["code"]) == (409, "email-taken")

    changed = client.patch(place, json={"full_name": None}, headers={"if-match": tag})
    assert (changed.status_code, changed.json()["full_name"]) == (200, None)
    assert client.patch(place, json={}, headers={"if-match": tag}).status_code == 412
    assert client.get(place, headers={"if-none-match": changed.headers["etag"]}).status_code == 304

    assert client.delete(place).status_code == 204
    assert client.get(place).json()["code"] == "user-not-found"
    restored = client.post(f"{place}/restore")
    assert restored.status_code == 200

    users = [{"email": f"u{n}@example.com", "username": f"user-{n}"} for n in range(3)]
    taken = client.post("/api/v1/users/batch", json={"users": [*users, ADA]})
    assert [error["pointer"] for error in taken.json()["errors"]] == [
        "/users/3/email",
        "/users/3/username",
    ]
    batch = client.post("/api/v1/users/batch", json={"users": users})
    assert batch.status_code == 201

    page = client.get("/api/v1/users", params={"limit": 3}).json()
    rest = client.get("/api/v1/users", params={"cursor": page["next_cursor"]}).json()
    assert (rest["items"], rest["next_cursor"]) == ([restored.json()], None)

    large = client.post("/api/v1/users", content=b" " * 2_000_000, headers={"content-type": "a/b"})
    assert (large.status_code, large.json()["code"]) == (413, "body-too-large")
    chunked = client.post("/api/v1/users", content=iter([b" " * 2**19] * 3), headers=JSON)
    assert chunked.status_code == 413
    head = client.head(place)
    assert (head.status_code, head.content) == (200, b"")
    assert client.options(place).headers["allow"] == "DELETE, GET, HEAD, OPTIONS, PATCH"
    assert [client.get(path).status_code for path in ("/livez", "/readyz", "/docs")] == [200] * 3
    return [*page["items"], *rest["items"]]


JSON = {"content-type": "application/json"}
