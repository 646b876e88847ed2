"""Runs the HTTP door as a process: socket, log, signals. What it serves is in `http/`."""

import logging
import signal
import socket
from types import FrameType
from typing import Final, NoReturn

import uvicorn

from reference_app.presentation.http.app import create_asgi
from reference_app.settings import Settings


class CannotListen(Exception):
    """The address can't be had; the text says why and what to do."""


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        reason = error.strerror or "it can't be resolved"
        raise CannotListen(
            f"Can't listen on {host} port {port}: {reason}. Choose others with --host and --port."
        ) from error


_log: Final = logging.getLogger("reference_app")


class _Server(uvicorn.Server):
    """Says where it listens, once it does."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for listener in sockets or ():
            host, port = listener.getsockname()[:2]
            shown = f"[{host}]" if ":" in host else host
            _log.info("Serving on http://%s:%d (interactive docs: /docs).", shown, port)


# Seconds that a stopping server waits for requests in flight.
_PATIENCE: Final = 30


def serve(host: str, port: int, settings: Settings) -> None:
    """Serves until SIGTERM or SIGINT, finishes what is in flight, and exits with status 0.

    Port 0 is any free one; the log tells the address. Raises `CannotListen`.
    """
    with _listening(host, port) as listener:
        logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
        for stop in (signal.SIGTERM, signal.SIGINT):
            signal.signal(stop, _exit)
        config = uvicorn.Config(
            create_asgi(settings),
            lifespan="on",
            log_config=None,
            log_level=logging.WARNING,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_PATIENCE,
        )
        _Server(config).run([listener])


def _exit(_signal: int, _frame: FrameType | None) -> NoReturn:
    """Uvicorn stops in order, then sends itself the signal once more, for handlers like this."""
    raise SystemExit(0)
