"""A load generator: HTTP/1.1 over connections that stay open, each sending its next request when it
has the answer to the last. It checks every answer and knows nothing of what is served.

Lean, because it shares a small machine with the server: no header is parsed but the length.
"""

import asyncio
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_STATUS = slice(len(b"HTTP/1.1 "), len(b"HTTP/1.1 200"))


class Exchange(NamedTuple):
    """A request, the status of its right answer, and what the body of that contains."""

    request: bytes
    status: bytes
    body: bytes


class WrongAnswer(Exception):
    """The server answered something else than it should: what was measured means nothing."""


@dataclass(frozen=True, slots=True)
class Load:
    answers: int
    seconds: float
    busy: float
    """Share of the time that the generator itself was computing; near 1, it is the bottleneck."""

    @property
    def rate(self) -> float:
        """Answers per second."""
        return self.answers / self.seconds


def get(path: str, body: bytes = b"") -> Exchange:
    """A GET that is answered with 200 and a body that contains `body`."""
    return Exchange(f"GET {path} HTTP/1.1\r\nHost: bench\r\n\r\n".encode(), b"200", body)


def post(path: str, json: bytes, body: bytes = b"") -> Exchange:
    """A POST that is answered with 201 and a body that contains `body`."""
    head = f"POST {path} HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n"
    return Exchange(f"{head}Content-Length: {len(json)}\r\n\r\n".encode() + json, b"201", body)


async def put_load(
    port: int, exchanges: Iterator[Exchange], connections: int, seconds: float
) -> Load:
    """Keeps `connections` busy for so long. Raises `WrongAnswer`, `ConnectionError`."""
    loop = asyncio.get_running_loop()
    opened = [await loop.create_connection(_Client, "127.0.0.1", port) for _ in range(connections)]
    computing, began = time.process_time(), time.perf_counter()
    deadline = began + seconds
    try:
        runs = (client.run(exchanges, deadline) for _, client in opened)
        counts = await asyncio.gather(*runs, return_exceptions=True)
    finally:
        for transport, _ in opened:
            transport.abort()
    elapsed = time.perf_counter() - began
    return Load(sum(map(_count, counts)), elapsed, (time.process_time() - computing) / elapsed)


async def fetch(port: int, exchange: Exchange) -> bytes:
    """The body of one answer."""
    loop = asyncio.get_running_loop()
    transport, client = await loop.create_connection(_Client, "127.0.0.1", port)
    try:
        await client.run(iter([exchange]), deadline=float("inf"))
    finally:
        transport.abort()
    return client.last_body


def _count(outcome: int | BaseException) -> int:
    if isinstance(outcome, BaseException):
        raise outcome
    return outcome


class _Client(asyncio.Protocol):
    """One connection."""

    def __init__(self) -> None:
        self._received = bytearray()
        self._count = 0
        self.last_body = b""
        self._finished: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    async def run(self, exchanges: Iterator[Exchange], deadline: float) -> int:
        """How often it was answered until, by `time.perf_counter`, the deadline was over."""
        self._exchanges, self._deadline = exchanges, deadline
        self._send_next()
        return await self._finished

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        end_of_head = self._received.find(b"\r\n\r\n")
        if end_of_head < 0:
            return
        length = _LENGTH.search(self._received, 0, end_of_head)
        if length is None:
            self._fail(WrongAnswer(f"no length: {bytes(self._received[:300])!r}"))
        elif len(self._received) >= end_of_head + 4 + int(length[1]):
            self._answered(end_of_head + 4)

    def connection_lost(self, error: Exception | None) -> None:
        self._fail(error or ConnectionError("the server closed a connection"))

    def _send_next(self) -> None:
        exchange = next(self._exchanges, None)
        if exchange is None:
            self._finished.set_result(self._count)
        else:
            self._exchange = exchange
            self._transport.write(exchange.request)

    def _answered(self, start_of_body: int) -> None:
        answer, exchange = bytes(self._received), self._exchange
        self._received.clear()
        self.last_body = answer[start_of_body:]
        if answer[_STATUS] != exchange.status or exchange.body not in self.last_body:
            self._fail(WrongAnswer(f"to {exchange.request[:300]!r}: {answer[:600]!r}"))
            return
        self._count += 1
        if time.perf_counter() < self._deadline:
            self._send_next()
        else:
            self._finished.set_result(self._count)

    def _fail(self, error: Exception) -> None:
        if not self._finished.done():
            self._finished.set_exception(error)
