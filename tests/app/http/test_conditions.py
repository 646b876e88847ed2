"""`If-Match` and `If-None-Match`: changing and reading under a condition."""

import asyncio
import re

import pytest
from httpx import AsyncClient

from tests.app.http.door import ADA, USERS, problem

pytestmark = pytest.mark.chapter(11)


@pytest.fixture
async def ada(client: AsyncClient) -> str:
    """Where Ada is, at version 2."""
    place: str = (await client.post(USERS, json=ADA)).headers["location"]
    assert (await client.patch(place, json={"full_name": None})).headers["etag"] == '"2"'
    return place


@pytest.mark.parametrize(
    "if_match", ['"2"', "*", '"1", "2"', '"x","2"', 'W/"2", "2"', ',"2",', '"a,b" , "2"', ' "2" ']
)
async def test_a_change_whose_condition_holds_is_made(
    client: AsyncClient, ada: str, if_match: str
) -> None:
    changed = await client.patch(ada, json={"is_active": False}, headers={"if-match": if_match})
    assert (changed.status_code, changed.headers["etag"]) == (200, '"3"')


@pytest.mark.parametrize(
    "if_match",
    [
        '"1"',
        '"3"',
        '"1", "3"',
        'W/"2"',
        '"x"',
        '""',
        '"02"',
        '"-2"',
        '"2.0"',
        '"\u00b2"',
        '"9' * 25,
    ],
)
async def test_a_change_whose_condition_does_not_hold_is_not_made(
    client: AsyncClient, ada: str, if_match: str
) -> None:
    headers = [(b"if-match", if_match.encode("latin-1"))]
    if if_match.count('"') % 2:
        headers = [(b"if-match", ('"' + "9" * 25 + '"').encode())]
    problem(
        await client.patch(ada, json={"is_active": False}, headers=headers), 412, "stale-version"
    )
    assert (await client.get(ada)).headers["etag"] == '"2"'


async def test_a_condition_in_several_lines_is_one_list(client: AsyncClient, ada: str) -> None:
    lines = [("if-match", '"1"'), ("if-match", '"2"')]
    assert (await client.patch(ada, json={}, headers=lines)).status_code == 200


@pytest.mark.parametrize(
    "if_match", ["", "2", "'2'", '"2', '2"', '"2" and more', "W/", ",", '*, "2"']
)
async def test_a_condition_that_is_none_is_refused_and_not_ignored(
    client: AsyncClient, ada: str, if_match: str
) -> None:
    refused = await client.patch(ada, json={"is_active": False}, headers={"if-match": if_match})
    problem(refused, 400, "malformed-header")
    assert (await client.get(ada)).headers["etag"] == '"2"'


@pytest.mark.parametrize("if_match", ['"2"', "*", '"1", "2"', '"x"'])
async def test_of_nobody_a_condition_is_not_even_asked(
    client: AsyncClient, ada: str, if_match: str
) -> None:
    await client.delete(ada)
    refused = await client.patch(ada, json={}, headers={"if-match": if_match})
    problem(refused, 404, "user-not-found")


async def test_of_two_changes_with_one_tag_one_is_made(client: AsyncClient, ada: str) -> None:
    headers = {"if-match": '"2"'}
    answers = await asyncio.gather(
        client.patch(ada, json={"full_name": "One"}, headers=headers),
        client.patch(ada, json={"full_name": "Two"}, headers=headers),
    )
    assert sorted(answer.status_code for answer in answers) == [200, 412]
    [made] = [answer for answer in answers if answer.status_code == 200]
    assert (await client.get(ada)).json() == made.json()


async def test_a_reader_who_has_the_current_version_gets_no_second_copy(
    client: AsyncClient, ada: str
) -> None:
    for known in ('"2"', 'W/"2"', "*", '"1", "2"'):
        unchanged = await client.get(ada, headers={"if-none-match": known})
        assert (unchanged.status_code, unchanged.content) == (304, b"")
        assert unchanged.headers["etag"] == '"2"'
        assert "content-type" not in unchanged.headers
        assert "content-length" not in unchanged.headers


async def test_a_reader_who_has_another_version_gets_this_one(
    client: AsyncClient, ada: str
) -> None:
    for known in ('"1"', '"x"', "2", ""):
        assert (await client.get(ada, headers={"if-none-match": known})).status_code == 200


async def test_what_is_not_there_or_has_no_tag_is_never_unchanged(
    client: AsyncClient, ada: str
) -> None:
    everything = {"if-none-match": "*"}
    assert (await client.get(USERS, headers=everything)).status_code == 200
    await client.delete(ada)
    problem(await client.get(ada, headers=everything), 404, "user-not-found")


async def test_only_a_reader_is_told_that_nothing_changed(client: AsyncClient, ada: str) -> None:
    changed = await client.patch(ada, json={}, headers={"if-none-match": '"2"'})
    assert (changed.status_code, changed.headers["etag"]) == (200, '"2"')


async def test_head_knows_conditions_too(client: AsyncClient, ada: str) -> None:
    assert (await client.head(ada, headers={"if-none-match": '"2"'})).status_code == 304


async def test_a_stale_delete_is_refused_and_a_fresh_one_is_not(client: AsyncClient) -> None:
    created = await client.post(USERS, json=ADA)
    address = created.headers["Location"]
    await client.patch(address, json={"full_name": "Ada King"})
    stale = await client.delete(address, headers={"If-Match": created.headers["ETag"]})
    problem(stale, 412, "stale-version")
    assert (await client.get(address)).status_code == 200
    assert (await client.delete(address, headers={"If-Match": '"2"'})).status_code == 204


@pytest.mark.parametrize(
    ("condition", "taken"),
    [("*", True), ('"1"', True), ('W/"1", "2"', True), ("1", False), ("", False), ("*, *", False)],
)
async def test_the_description_says_what_a_condition_looks_like(
    client: AsyncClient, ada: str, condition: str, taken: bool
) -> None:
    change = (await client.get("/openapi.json")).json()["paths"][f"{USERS}/{{user_id}}"]["patch"]
    [header] = [each for each in change["parameters"] if each["in"] == "header"]
    assert bool(re.search(header["schema"]["pattern"], condition)) is taken
    answered = await client.patch(ada, json={}, headers={"if-match": condition})
    assert (answered.status_code in (200, 412)) is taken
