"""What is taken for a body at all: its type, its encoding, its JSON, its size."""

from collections.abc import AsyncIterator

import pytest
from httpx import AsyncClient, Response

from reference_app.settings import HttpSettings, Settings
from tests.app.http.door import ADA, NOBODY, USERS, opened, pointers, problem

JSON = {"content-type": "application/json"}


async def post(
    client: AsyncClient, body: bytes, content_type: str = JSON["content-type"]
) -> Response:
    return await client.post(USERS, content=body, headers={"content-type": content_type})


ADA_JSON = b'{"email": "ada@example.com", "username": "ada"}'


@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "Application/JSON",
        "application/json; charset=utf-8",
        'application/json;charset="UTF-8"',
        "application/json; profile=x",
        "application/merge-patch+json",
    ],
)
async def test_json_is_taken_by_any_of_its_names(client: AsyncClient, content_type: str) -> None:
    assert (await post(client, ADA_JSON, content_type)).status_code == 201


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "text/plain",
        "application/jsonp",
        "application/xml",
        "json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=latin-1",
        "application/json, text/plain",
        "application/+json",
    ],
)
async def test_whatever_calls_itself_something_else_is_not(
    client: AsyncClient, content_type: str
) -> None:
    problem(await post(client, ADA_JSON, content_type), 415, "unsupported-media-type")


@pytest.mark.parametrize(
    "coding", [["gzip"], ["br"], ["identity, gzip"], ["x-unknown"], ["identity", "gzip"]], ids=str
)
async def test_a_coded_body_is_refused_with_the_coding_that_we_take(
    client: AsyncClient, coding: list[str]
) -> None:
    headers = [*JSON.items(), *(("content-encoding", each) for each in coding)]
    refused = await client.post(USERS, content=ADA_JSON, headers=headers)
    problem(refused, 415, "unsupported-content-coding")
    assert refused.headers["accept-encoding"] == "identity"


async def test_a_body_that_says_it_is_not_coded_is_taken(client: AsyncClient) -> None:
    headers = JSON | {"content-encoding": "Identity"}
    assert (await client.post(USERS, content=ADA_JSON, headers=headers)).status_code == 201


async def test_a_body_that_does_not_say_what_it_is_is_not_taken(client: AsyncClient) -> None:
    problem(await client.post(USERS, content=ADA_JSON), 415, "unsupported-media-type")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" ",
        b"{",
        b"{'email': 1}",
        b'{"email": "ada@example.com",}',
        b"{} {}",
        b"\xff\xfe{\x00}\x00",
        b"\xef\xbb\xbf{}",
        b'{"email": "\xe9"}',
        b'{"email": "\xed\xa0\x80"}',
        b'{"email": "a\x00b"}',
        b'{"email": "a\nb"}',
        b'{"email": "\\x00"}',
        b'{"email": 1, "email": 2}',
        b'{"a": {"b": 1, "\\u0062": 1}}',
        b"[" * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
        b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
        b"1" * 10_000,
        b"{" + b",".join(b'"%d":1' % n for n in range(101)) + b"}",
    ],
    ids=lambda body: f"{body[:16]!r} of {len(body)}",
)
async def test_what_is_no_json_in_utf8_is_malformed(client: AsyncClient, body: bytes) -> None:
    problem(await post(client, body), 400, "malformed-json")


@pytest.mark.parametrize(
    ("value", "pointer"),
    [
        (b"NaN", "/email"),
        (b"-Infinity", "/email"),
        (b"1e999", "/email"),
        (b'"\\u0000@example.com"', "/email"),
        (b'"a\\u0000@example.com"', "/email"),
        (b'"\\ud800@example.com"', "/email"),
        (b'"\\udc00\\ud800@example.com"', "/email"),
    ],
)
async def test_json_whose_value_cannot_be_stored_is_refused_at_its_place(
    client: AsyncClient, value: bytes, pointer: str
) -> None:
    refused = await post(client, b'{"username": "ada", "email": %b}' % value)
    assert pointers(problem(refused, 422, "invalid-value")) == [pointer]


@pytest.mark.parametrize("text", [b"\\u0000", b"\\ud83d", b"a\\u0000b", b"\\u200b", b"\\ue000"])
async def test_a_name_of_letters_that_nobody_can_see_is_refused(
    client: AsyncClient, text: bytes
) -> None:
    body = b'{"username": "ada", "email": "ada@example.com", "full_name": "%b"}' % text
    assert pointers(problem(await post(client, body), 422, "invalid-value")) == ["/full_name"]


@pytest.mark.parametrize("body", [b"null", b"NaN", b"1", b'"\\ud800"', b"[]", b"true"])
async def test_json_that_is_no_object_is_refused_as_a_whole(
    client: AsyncClient, body: bytes
) -> None:
    assert pointers(problem(await post(client, body), 422, "invalid-value")) == [""]


async def test_a_field_whose_name_is_no_text_spoils_the_whole_object(client: AsyncClient) -> None:
    document = problem(await post(client, b'{"\\ud800": 1}'), 422, "invalid-value")
    assert pointers(document) == [""]


async def test_of_many_faults_the_first_hundred_are_listed(client: AsyncClient) -> None:
    body = b"{" + b",".join(b'"f%d":1' % n for n in range(100)) + b"}"
    document = problem(await post(client, body), 422, "invalid-value")
    assert len(document["errors"]) == 100


@pytest.fixture
async def tight(settings: Settings) -> AsyncIterator[AsyncClient]:
    """A door for bodies of at most 64 bytes."""
    async with opened(settings.model_copy(update={"http": HttpSettings(body_limit=64)})) as client:
        yield client


async def test_a_body_may_be_as_long_as_the_limit_and_no_byte_longer(tight: AsyncClient) -> None:
    assert (await post(tight, ADA_JSON.ljust(64))).status_code == 201
    problem(await post(tight, ADA_JSON.ljust(65)), 413, "body-too-large")


async def test_a_body_that_declares_too_much_is_refused_before_it_is_read(
    tight: AsyncClient,
) -> None:
    async def body() -> AsyncIterator[bytes]:
        raise AssertionError("the body was read")
        yield b""

    headers = JSON | {"content-length": "65"}
    problem(await tight.post(USERS, content=body(), headers=headers), 413, "body-too-large")


@pytest.mark.parametrize("declared", [{}, {"content-length": "1"}, {"content-length": "9" * 5000}])
async def test_bytes_are_counted_whatever_was_declared(
    tight: AsyncClient, declared: dict[str, str]
) -> None:
    async def body() -> AsyncIterator[bytes]:
        for _ in range(65):
            yield b" "

    refused = await tight.post(USERS, content=body(), headers=JSON | declared)
    problem(refused, 413, "body-too-large")


async def test_ten_megabytes_are_refused_by_default(client: AsyncClient) -> None:
    problem(await client.post(USERS, json={**ADA, "full_name": "a" * 10**7}), 413, "body-too-large")


async def test_a_field_that_nobody_knows_is_named_by_its_beginning(client: AsyncClient) -> None:
    refused = await client.post(USERS, json=ADA | {"x" * 10_000: 1})
    assert pointers(problem(refused, 422, "invalid-value")) == ["/" + "x" * 100]


async def test_a_body_of_unknown_length_ends_with_its_answer(client: AsyncClient) -> None:
    async def endless() -> AsyncIterator[bytes]:
        yield b"x" * 10_000

    answer = await client.request("GET", NOBODY, content=endless())
    assert (answer.status_code, answer.headers["connection"]) == (404, "close")
    assert "connection" not in (await client.post(USERS, json=ADA)).headers
