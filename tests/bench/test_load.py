"""The load generator: it counts right answers and stops at the first wrong one."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from itertools import cycle, repeat

import pytest

from tests.bench.load import Exchange, WrongAnswer, fetch, get, post, put_load

Answering = Callable[[bytes, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def server(answering: Answering) -> AsyncIterator[int]:
    """A server of one function, on a free port."""

    connections = set[asyncio.Task[None]]()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while not writer.is_closing():
                await answering(await reader.readuntil(b"\r\n\r\n"), writer)
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.add(asyncio.create_task(serve(reader, writer)))

    async with await asyncio.start_server(connected, "127.0.0.1", 0) as listening:
        yield listening.sockets[0].getsockname()[1]
        await asyncio.gather(*connections)


def saying(*pieces: bytes) -> Answering:
    """Answers everything alike, piece by piece."""

    async def answer(_: bytes, writer: asyncio.StreamWriter) -> None:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(0)

    return answer


OK = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"
HELLO = get("/", b"hello")


async def test_every_right_answer_is_counted() -> None:
    asked = 0

    async def hello(_: bytes, writer: asyncio.StreamWriter) -> None:
        nonlocal asked
        asked += 1
        writer.write(OK + b"hello")

    async with server(hello) as port:
        load = await put_load(port, repeat(HELLO), connections=3, seconds=0.05)
    assert load.answers == asked >= 3
    assert load.seconds >= 0.05
    assert load.rate == load.answers / load.seconds


async def test_answers_may_come_in_pieces_and_with_any_headers() -> None:
    pieces = (
        b"HTTP/1.1 200 OK\r\nDate: now\r\ncontent-",
        b"length:5\r\nX: y\r\n\r",
        b"\nhe",
        b"llo",
    )
    async with server(saying(*pieces)) as port:
        assert await fetch(port, HELLO) == b"hello"


async def test_requests_say_what_they_send() -> None:
    heard = []

    async def hello(request: bytes, writer: asyncio.StreamWriter) -> None:
        heard.append(request)
        writer.write(b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n")

    async with server(hello) as port:
        await fetch(port, post("/users", b""))
    (head,) = heard
    assert head.startswith(b"POST /users HTTP/1.1\r\n")
    assert b"\r\nContent-Length: 0\r\n" in head
    assert b"\r\nContent-Type: application/json\r\n" in head


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 503 Unavailable\r\nContent-Length: 5\r\n\r\nhello",
        OK + b"wrong",
        b"HTTP/1.1 200 OK\r\n\r\nhello",
    ],
)
async def test_a_wrong_answer_ends_the_measurement(answer: bytes) -> None:
    async with server(saying(answer)) as port:
        with pytest.raises(WrongAnswer):
            await put_load(port, repeat(HELLO), connections=2, seconds=0.05)


async def test_one_wrong_answer_among_many_is_enough() -> None:
    exchanges: list[Exchange] = [HELLO] * 50 + [get("/", b"bye")]
    async with server(saying(OK + b"hello")) as port:
        with pytest.raises(WrongAnswer):
            await put_load(port, cycle(exchanges), connections=2, seconds=5)


async def test_a_closed_connection_ends_the_measurement() -> None:
    async def hang_up(_: bytes, writer: asyncio.StreamWriter) -> None:
        writer.close()

    async with server(hang_up) as port:
        with pytest.raises(ConnectionError):
            await put_load(port, repeat(HELLO), connections=2, seconds=0.05)
