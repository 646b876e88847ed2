"""Clients that write at once, as fast as they are answered."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import httpx

USERS: Final = "/api/v1/users"


@asynccontextmanager
async def connected(address: str, connections: int) -> AsyncIterator[httpx.AsyncClient]:
    """A client of so many connections, that waits for answers as long as they take."""
    limits = httpx.Limits(max_connections=connections, max_keepalive_connections=connections)
    async with httpx.AsyncClient(
        base_url=address, limits=limits, timeout=60, trust_env=False
    ) as client:
        yield client


class Writers:
    """Create users, each writer one after the other, until the server is gone.

    `acknowledged` are the usernames that were answered with 201.
    """

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client
        self._enough = asyncio.Event()
        self.acknowledged: set[str] = set()
        self.other_answers: list[str] = []

    async def write(self, writer: int, *, enough: int) -> None:
        for number in itertools.count():
            username = f"writer-{writer}-{number}"
            body = {"email": f"{username}@example.com", "username": username}
            try:
                answer = await self._client.post(USERS, json=body)
            except httpx.TransportError:
                return
            if answer.status_code == 201 and answer.json()["username"] == username:
                self.acknowledged.add(username)
            else:
                self.other_answers.append(answer.text)
            if len(self.acknowledged) >= enough:
                self._enough.set()

    async def wait_until_enough(self) -> None:
        await self._enough.wait()


async def everybody(client: httpx.AsyncClient) -> set[str]:
    """The usernames of all users, page by page."""
    names: set[str] = set()
    query: dict[str, str] = {"limit": "100"}
    while True:
        page = (await client.get(USERS, params=query)).json()
        found = {user["username"] for user in page["items"]}
        assert not found & names, "a page repeats another"
        names |= found
        if page["next_cursor"] is None:
            return names
        query["cursor"] = page["next_cursor"]
