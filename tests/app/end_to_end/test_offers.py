"""Offers to go on in another protocol: ignored, and the request is carried out (RFC 9110, 7.8)."""

from collections.abc import Iterator

import pytest

from tests.app.end_to_end.process import Process, serving
from tests.app.end_to_end.raw import connected, everything

pytestmark = pytest.mark.chapter(10)

# What Java's HttpClient sends with its first request, and two others.
OFFERS = {
    "h2c": "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAA\r\n",
    "websocket": "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n",
    "tls": "Connection: upgrade\r\nUpgrade: TLS/1.2, HTTP/2.0\r\n",
}


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Process]:
    with serving(tmp_path_factory.mktemp("offers") / "app.db") as process:
        yield process


def creating(name: str, offer: str, *, chunked: bool = False, last: bool = True) -> bytes:
    body = f'{{"email": "{name}@example.com", "username": "{name}"}}'
    length = f"Content-Length: {len(body)}\r\n"
    if chunked:
        length = "Transfer-Encoding: chunked\r\n"
        body = f"{len(body):x}\r\n{body}\r\n0\r\n\r\n"
    end = "Connection: close\r\n" if last else ""
    head = f"POST /api/v1/users HTTP/1.1\r\nHost: test\r\n{offer}{end}"
    return f"{head}Content-Type: application/json\r\n{length}\r\n{body}".encode()


@pytest.mark.parametrize("chunked", [False, True], ids=["length", "chunked"])
@pytest.mark.parametrize("offer", OFFERS)
def test_a_request_with_an_offer_is_answered_as_one_without(
    process: Process, offer: str, chunked: bool
) -> None:
    with connected(process.address) as connection:
        request = creating(f"ada-{offer}-{chunked}".lower(), OFFERS[offer], chunked=chunked)
        connection.sendall(request)
        said = everything(connection)
    assert said.startswith("HTTP/1.1 201 "), said
    assert said.count("HTTP/1.1 ") == 1


def test_it_may_come_byte_by_byte(process: Process) -> None:
    with connected(process.address) as connection:
        for byte in creating("grace", OFFERS["h2c"]):
            connection.sendall(bytes([byte]))
        assert everything(connection).startswith("HTTP/1.1 201 ")


def test_what_follows_on_the_same_connection_is_answered_too(process: Process) -> None:
    requests = [creating(f"mary-{each}", OFFERS["h2c"], last=each == 2) for each in range(3)]
    with connected(process.address) as connection:
        connection.sendall(b"".join(requests))
        assert everything(connection).count("HTTP/1.1 201 ") == 3


def test_reading_with_an_offer_is_reading(process: Process) -> None:
    request = f"GET /livez HTTP/1.1\r\nHost: test\r\n{OFFERS['websocket']}Connection: close\r\n\r\n"
    with connected(process.address) as connection:
        connection.sendall(request.encode())
        assert everything(connection).startswith("HTTP/1.1 200 ")


@pytest.mark.parametrize("more", [b"junk", b"GET /livez HTTP/1.1\r\nHost: test\r\n\r\n"])
def test_what_follows_a_last_request_costs_it_nothing(process: Process, more: bytes) -> None:
    with connected(process.address) as connection:
        offer = "Connection: Upgrade\r\nUpgrade: h2c\r\n"
        connection.sendall(creating(f"bob-{len(more)}", offer) + more)
        assert everything(connection).startswith("HTTP/1.1 201 ")


def test_who_asks_for_a_tunnel_is_refused_and_the_next_is_served(process: Process) -> None:
    with connected(process.address) as connection:
        connection.sendall(b"CONNECT a.example:443 HTTP/1.1\r\nHost: a.example\r\n\r\n")
        assert everything(connection).startswith("HTTP/1.1 400 ")
    test_reading_with_an_offer_is_reading(process)


def test_what_is_no_http_is_refused_once(process: Process) -> None:
    with connected(process.address) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nno header\r\n\r\n")
        said = everything(connection)
    assert said.startswith("HTTP/1.1 400 ")
    assert said.count("HTTP/1.1 ") == 1
