"""Many at once, over the whole way from a request to the file."""

import asyncio
import gc
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from httpx import AsyncClient

from tests.app.http.door import ADA, USERS

pytestmark = pytest.mark.chapter(11)

# On a machine with other work, a step may last long only because it waits for the processor.
ROUNDS = 5


async def test_of_a_hundred_who_want_one_email_at_once_one_gets_it(client: AsyncClient) -> None:
    bodies = [{"email": ADA["email"], "username": f"ada-{n}"} for n in range(100)]
    answers = await asyncio.gather(*(client.post(USERS, json=body) for body in bodies))
    assert Counter(answer.status_code for answer in answers) == {201: 1, 409: 99}
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {
        "email-taken"
    }
    assert len((await client.get(USERS)).json()["items"]) == 1


async def test_sixty_four_writers_do_not_stall_the_event_loop(
    client: AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    async def write(name: str) -> int:
        body = {"email": f"{name}@example.com", "username": name}
        return (await client.post(USERS, json=body)).status_code

    await write("ada")  # the first request ever compiles statements, and FastAPI reads our source
    slow: list[str] = []
    for number in range(ROUNDS):
        names = [f"round-{number}-writer-{n}" for n in range(64)]
        with slow_steps_logged(0.1):
            assert await asyncio.gather(*map(write, names)) == [201] * 64
        slow = [entry.getMessage() for entry in caplog.records if entry.name == "asyncio"]
        caplog.clear()
        if not slow:
            break
    assert slow == []


@contextmanager
def slow_steps_logged(seconds: float) -> Iterator[None]:
    """Asyncio logs every single step for which the event loop is held so long.

    The garbage collector leaves alone what earlier tests have left: its pauses grow with that.
    """
    loop = asyncio.get_running_loop()
    loop.slow_callback_duration = seconds
    gc.freeze()
    loop.set_debug(True)
    try:
        yield
    finally:
        loop.set_debug(False)
        gc.unfreeze()
