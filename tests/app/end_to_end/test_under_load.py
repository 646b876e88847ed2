"""Many clients at once, while the process lives and when it is stopped in the midst of them."""

import asyncio
import re
import signal
import socket
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from tests.app.end_to_end.clients import USERS, Writers, connected, everybody
from tests.app.end_to_end.process import Process, needs_signals, serving

pytestmark = pytest.mark.chapter(11)


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Process]:
    """For the tests that leave it running."""
    with serving(tmp_path_factory.mktemp("load") / "app.db") as process:
        yield process


async def test_sixty_four_clients_write_at_once_without_an_error(process: Process) -> None:
    async with connected(process.address, 64) as client:

        async def write(writer: int) -> list[int]:
            names = [f"client-{writer}-{n}" for n in range(5)]
            bodies = [{"email": f"{name}@example.com", "username": name} for name in names]
            return [(await client.post(USERS, json=body)).status_code for body in bodies]

        written = await asyncio.gather(*map(write, range(64)))
        assert Counter(status for each in written for status in each) == {201: 320}
        assert len([name for name in await everybody(client) if name[:7] == "client-"]) == 320
    assert "locked" not in process.log


def request(username: str) -> bytes:
    body = b'{"email": "%b@example.com", "username": "%b"}' % ((username.encode(),) * 2)
    lines = [
        b"POST %b HTTP/1.1" % USERS.encode(),
        b"Host: test",
        b"Content-Type: application/json",
        b"X-Request-ID: %b" % username.encode(),
        b"Content-Length: %d" % len(body),
    ]
    return b"\r\n".join([*lines, b"", body])


def connect(process: Process) -> socket.socket:
    address = urlsplit(process.address)
    return socket.create_connection((address.hostname, address.port))


def test_a_client_that_leaves_in_the_middle_of_its_request_leaves_nothing(
    process: Process,
) -> None:
    with connect(process) as client:
        client.sendall(request("left-early")[:-10])
    process.wait_for(re.compile(f"POST {USERS} 499 .* left-early$"))
    body = {"email": "left-early@example.com", "username": "left-early"}
    again = httpx.post(process.address + USERS, json=body, trust_env=False)
    assert again.status_code == 201
    assert "Traceback" not in process.log


async def test_clients_that_leave_before_the_answer_leave_all_or_nothing(process: Process) -> None:
    names = {f"gone-{n}" for n in range(20)}
    for name in names:
        with connect(process) as client:
            client.sendall(request(name))
    for name in names:
        process.wait_for(re.compile(f"POST {USERS} .* {name}$"))
    async with connected(process.address, 1) as client:
        stored = {name for name in await everybody(client) if name in names}
        for name in names:
            body = {"email": f"{name}@example.com", "username": name}
            again = await client.post(USERS, json=body)
            assert again.status_code == (409 if name in stored else 201)
    assert "Traceback" not in process.log


@needs_signals
async def test_sigterm_answers_whatever_is_stored_and_ends_with_status_0(tmp_path: Path) -> None:
    file = tmp_path / "app.db"
    with serving(file) as process:
        writers = await interrupted(process, signal.SIGTERM, status=0)
    assert "Traceback" not in process.log
    with serving(file) as process:
        async with connected(process.address, 1) as client:
            assert await everybody(client) == writers.acknowledged


@needs_signals
async def test_kill_9_loses_nobody_who_was_acknowledged(tmp_path: Path) -> None:
    file = tmp_path / "app.db"
    with serving(file) as process:
        writers = await interrupted(process, signal.SIGKILL, status=-signal.SIGKILL)
    with serving(file) as process:
        async with connected(process.address, 1) as client:
            assert writers.acknowledged <= await everybody(client)


async def interrupted(process: Process, how: signal.Signals, *, status: int) -> Writers:
    """Writers at work when the process was ended, and what they were told."""
    async with connected(process.address, 16) as client:
        writers = Writers(client)
        tasks = [asyncio.create_task(writers.write(n, enough=100)) for n in range(16)]
        await writers.wait_until_enough()
        assert await asyncio.to_thread(process.end, how) == status
        await asyncio.gather(*tasks)
    assert writers.other_answers == []
    assert len(writers.acknowledged) >= 100
    return writers
