"""Runs the HTTP door as a process: socket, log, signals. What it serves is in `http/`."""

import asyncio
import gc
import logging
import signal
import socket
from importlib.util import find_spec
from types import FrameType
from typing import Final, NoReturn

import uvicorn
from fastapi import FastAPI

from reference_app.presentation.http.app import create_asgi
from reference_app.settings import Settings


class CannotListen(Exception):
    """The address can't be had; the text says why and what to do."""


def serve(host: str, port: int, settings: Settings) -> None:
    """Serves until SIGTERM or SIGINT, finishes what is in flight, and exits with status 0.

    Port 0 is any free one; the log tells the address. Raises `CannotListen`, and `Unavailable`
    when the app can't start.
    """
    with _listening(host, port) as listener:
        logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
        for stop in (signal.SIGTERM, signal.SIGINT):
            signal.signal(stop, _exit)
        asgi = create_asgi(settings)
        server = uvicorn.Server(_config(asgi, settings.http.root_path))
        with asyncio.Runner(loop_factory=server.config.get_loop_factory()) as runner:
            runner.run(_serve(asgi, server, listener))


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, TypeError, UnicodeError) as error:  # the last two: no name of a host
        reason = getattr(error, "strerror", None) or "there is no such host"
        raise CannotListen(
            f"Can't listen on {host}, port {port}: {reason}. "
            "Choose another address with --host and --port."
        ) from error


# Seconds for what is in flight when the server stops: orchestrators kill after 30.
_PATIENCE: Final = 10


def _config(asgi: FastAPI, root_path: str) -> uvicorn.Config:
    return uvicorn.Config(
        asgi,
        root_path=root_path,
        lifespan="off",  # _serve does it
        log_config=None,
        log_level=logging.WARNING,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_PATIENCE,
        # There is no httptools on Windows; h11 ignores offers by itself.
        http="reference_app.presentation.offers:OffersIgnored" if find_spec("httptools") else "h11",
        ws="none",
    )


_log: Final = logging.getLogger("reference_app")


async def _serve(asgi: FastAPI, server: uvicorn.Server, listener: socket.socket) -> None:
    """The app is started here, so that its failure is our caller's to tell and not Uvicorn's."""
    async with asgi.router.lifespan_context(asgi):
        host, port = listener.getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        _log.info("Serving on http://%s:%d (interactive docs: /docs)", shown, port)
        gc.freeze()  # what the start has made stays: each full collection is 50 ms shorter
        await server.serve([listener])


def _exit(_signal: int, _frame: FrameType | None) -> NoReturn:
    """Uvicorn stops in order, then sends itself the signal once more, for handlers like this."""
    raise SystemExit(0)
