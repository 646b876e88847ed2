"""HTTP by hand: bytes to a socket, for requests that no client of ours would send."""

import socket
from urllib.parse import urlsplit

from tests.app.end_to_end.process import PATIENCE


def connected(address: str) -> socket.socket:
    """A connection to the server at this address; nothing waits for ever."""
    parts = urlsplit(address)
    return socket.create_connection((parts.hostname or "", parts.port or 0), timeout=PATIENCE)


def everything(connection: socket.socket) -> str:
    """What is said until the other side closes."""
    said = b""
    while part := connection.recv(65_536):
        said += part
    return said.decode()
