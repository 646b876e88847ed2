"""Many at once, over the whole way from a request to the file."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from httpx import AsyncClient

from tests.app.http.door import ADA, USERS

pytestmark = pytest.mark.chapter(11)


async def test_of_a_hundred_who_want_one_email_at_once_one_gets_it(client: AsyncClient) -> None:
    bodies = [{"email": ADA["email"], "username": f"ada-{n}"} for n in range(100)]
    answers = await asyncio.gather(*(client.post(USERS, json=body) for body in bodies))
    assert Counter(answer.status_code for answer in answers) == {201: 1, 409: 99}
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {
        "email-taken"
    }
    assert len((await client.get(USERS)).json()["items"]) == 1


async def test_sixty_four_writers_never_stall_the_event_loop(
    client: AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    async def write(writer: int) -> list[int]:
        names = [f"{writer}-{n}-" for n in range(5)]
        bodies = [{"email": f"{name}@example.com", "username": name} for name in names]
        return [(await client.post(USERS, json=body)).status_code for body in bodies]

    await write(64)  # the first request ever compiles statements, and FastAPI reads our source
    with slow_steps_logged(0.1):
        written = await asyncio.gather(*map(write, range(64)))
    assert Counter(status for each in written for status in each) == {201: 320}
    assert [entry.getMessage() for entry in caplog.records if entry.name == "asyncio"] == []


@contextmanager
def slow_steps_logged(seconds: float) -> Iterator[None]:
    """Asyncio logs every single step for which the event loop is held so long."""
    loop = asyncio.get_running_loop()
    loop.slow_callback_duration = seconds
    loop.set_debug(True)
    try:
        yield
    finally:
        loop.set_debug(False)
