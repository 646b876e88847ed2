"""What the generator asks and what it expects to hear. The same words to both servers."""

import json
import random
from collections.abc import Iterator
from itertools import cycle, islice
from typing import Any

from tests.bench.load import Exchange, WrongAnswer, fetch, get, post
from tests.bench.people import Person

USERS = "/api/v1/users"
PAGE = 50
BATCH = 100
DEPTH = 0.999


def reads(everybody: list[Person]) -> Iterator[Exchange]:
    """Of random people, forever; prepared ahead, the same ones in the same order for everybody."""
    some = random.Random(7).sample(everybody, min(20_000, len(everybody)))  # noqa: S311
    return cycle([get(f"{USERS}/{one.id}", _email(one.email)) for one in some])


async def first_pages(port: int, everybody: list[Person]) -> Iterator[Exchange]:
    return await _pages(port, f"{USERS}?limit={PAGE}", everybody[: -PAGE - 1 : -1])


async def deep_pages(port: int, everybody: list[Person]) -> Iterator[Exchange]:
    """Of a page after 99.9 % of all users, reached as a client would: page by page."""
    above, cursor = int(len(everybody) * DEPTH), ""
    left = above
    while left:
        limit = min(left, 100)
        page = json.loads(await fetch(port, get(f"{USERS}?limit={limit}{cursor}")))
        cursor = f"&cursor={page['next_cursor']}"
        left -= limit
    expected = everybody[::-1][above : above + PAGE]
    return await _pages(port, f"{USERS}?limit={PAGE}{cursor}", expected)


def creates(usernames: Iterator[str]) -> Iterator[Exchange]:
    for username in usernames:
        user = _newcomer(username)
        yield post(USERS, json.dumps(user).encode(), _email(user["email"]))


def batches(usernames: Iterator[str]) -> Iterator[Exchange]:
    while users := [_newcomer(username) for username in islice(usernames, BATCH)]:
        body = json.dumps({"users": users}).encode()
        yield post(f"{USERS}/batch", body, _email(users[-1]["email"]))


def mixed(*kinds: Iterator[Exchange]) -> Iterator[Exchange]:
    for each in zip(*kinds, strict=True):
        yield from each


async def _pages(port: int, path: str, expected: list[Person]) -> Iterator[Exchange]:
    """One page again and again: read once and understood, then compared byte by byte."""
    body = await fetch(port, get(path))
    page: Any = json.loads(body)
    items = page if isinstance(page, list) else page["items"]
    if [item["email"] for item in items] != [person.email for person in expected]:
        raise WrongAnswer(f"{path} does not show the right people: {body[:300]!r}")
    return cycle([get(path, body)])


def _newcomer(username: str) -> dict[str, str]:
    return {"email": f"{username}@example.com", "username": username, "full_name": "A Newcomer"}


def _email(email: str) -> bytes:
    return f'"email":"{email}"'.encode()
