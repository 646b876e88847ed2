"""Leaving and coming back: what is freed meanwhile, and what may be taken."""

import pytest
from httpx import AsyncClient

from reference_app.settings import Settings, TenantSettings
from tests.app.http.door import ADA, BOB, NOBODY, USERS, opened, pointers, problem

pytestmark = pytest.mark.chapter(11)


@pytest.fixture
async def ada(client: AsyncClient) -> str:
    """Where Ada is."""
    place: str = (await client.post(USERS, json=ADA)).headers["location"]
    return place


async def test_who_is_deleted_is_found_nowhere(client: AsyncClient, ada: str) -> None:
    deleted = await client.delete(ada)
    assert (deleted.status_code, deleted.content) == (204, b"")
    assert "content-type" not in deleted.headers
    problem(await client.get(ada), 404, "user-not-found")
    problem(await client.patch(ada, json={}), 404, "user-not-found")
    problem(await client.delete(ada), 404, "user-not-found")
    assert (await client.get(USERS)).json()["items"] == []


async def test_email_and_username_of_who_is_deleted_are_free(client: AsyncClient, ada: str) -> None:
    await client.delete(ada)
    assert (await client.post(USERS, json=ADA)).status_code == 201


async def test_who_is_restored_is_there_again_as_before(client: AsyncClient, ada: str) -> None:
    before = (await client.patch(ada, json={"is_active": False})).json()
    await client.delete(ada)
    restored = await client.post(f"{ada}/restore")
    after = restored.json()
    assert (restored.status_code, restored.headers["etag"]) == (200, f'"{after["version"]}"')
    assert after["version"] > before["version"]
    assert after | {k: before[k] for k in ("version", "updated_at")} == before
    assert (await client.get(ada)).json() == after


async def test_restoring_who_lives_changes_nothing(client: AsyncClient, ada: str) -> None:
    before = await client.get(ada)
    restored = await client.post(f"{ada}/restore")
    assert (restored.status_code, restored.json()) == (200, before.json())


@pytest.mark.parametrize(
    ("field", "code"), [("email", "email-taken"), ("username", "username-taken")]
)
async def test_who_lost_email_or_username_meanwhile_cannot_come_back(
    client: AsyncClient, ada: str, field: str, code: str
) -> None:
    await client.delete(ada)
    await client.post(USERS, json={**BOB, field: ADA[field]})
    assert pointers(problem(await client.post(f"{ada}/restore"), 409, code)) == [f"/{field}"]
    problem(await client.get(ada), 404, "user-not-found")


async def test_who_lost_the_seat_meanwhile_cannot_come_back(settings: Settings) -> None:
    one_seat = settings.model_copy(update={"tenant": TenantSettings(seats=1)})
    async with opened(one_seat) as client:
        ada = (await client.post(USERS, json=ADA)).headers["location"]
        await client.delete(ada)
        bob = (await client.post(USERS, json=BOB)).headers["location"]
        problem(await client.post(f"{ada}/restore"), 409, "seats-taken")
        await client.delete(bob)
        assert (await client.post(f"{ada}/restore")).status_code == 200


async def test_nobody_is_neither_deleted_nor_restored(client: AsyncClient) -> None:
    problem(await client.delete(NOBODY), 404, "user-not-found")
    problem(await client.post(f"{NOBODY}/restore"), 404, "user-not-found")
    problem(await client.post(f"{USERS}/nobody/restore"), 404, "not-found")
