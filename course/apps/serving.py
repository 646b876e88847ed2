"""Runs an app in a process of its own, for a notebook to talk to. What is in it is not known.

In a browser it runs in place.
"""

import asyncio
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

import httpx

from course.apps.changes import Change, changed
from course.apps.in_place import Apart
from course.errors import CourseError
from course.platforms import IN_PLACE

# The app's own line: whatever else it prints may hold addresses too.
_SERVING: Final = re.compile(r"Serving on (http://127\.0\.0\.1:\d+)")
_SECONDS: Final = 60
_HOST: Final = "http://127.0.0.1"


@asynccontextmanager
async def serving(tree: Path, changes: Sequence[Change] = ()) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the app in `tree`, with these changes, on a free port and a database of its own.

    Its own process, because modules of one name can't be imported twice into one: yours and ours
    would mix. Raises `CourseError` with the app's last words when it does not start.
    """
    opened = _in_place if IN_PLACE else _in_process
    with (
        changed(tree, changes) as app,
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch,
    ):
        async with opened(app, scratch) as client:
            yield client


@asynccontextmanager
async def _in_process(app: Path, scratch: str) -> AsyncIterator[httpx.AsyncClient]:
    process = _started(app, scratch)
    try:
        address = await _address_in_time(process)
        drain = asyncio.create_task(asyncio.to_thread(process.communicate))
        async with httpx.AsyncClient(base_url=address, trust_env=False) as client:
            yield client
    finally:
        process.terminate()
        await asyncio.to_thread(process.wait)
    await drain


@asynccontextmanager
async def _in_place(app: Path, scratch: str) -> AsyncIterator[httpx.AsyncClient]:
    """Its modules are there while it starts, answers and ends, and at no other time."""
    file = {"APP__DATABASE__URL": f"sqlite+aiosqlite:///{scratch}/app.db"}
    apart = Apart(app)
    try:
        with apart, patch.dict(os.environ, file | dict(os.environ)):
            asgi = _asgi()
            living = asgi.router.lifespan_context(asgi)
            await living.__aenter__()
    except Exception as error:  # an app of the learner's may raise anything
        raise CourseError(f"the app did not start; its last words:\n{error}") from error
    try:
        async with httpx.AsyncClient(transport=_Door(asgi, apart), base_url=_HOST) as client:
            yield client
    finally:
        with apart:
            await living.__aexit__(None, None, None)


def _asgi() -> Any:
    """Of the app that an import finds now."""
    from reference_app.presentation.http.app import create_asgi
    from reference_app.settings import load_settings

    return create_asgi(load_settings())


class _Door(httpx.ASGITransport):
    """A request to an app in this interpreter."""

    def __init__(self, asgi: Any, apart: Apart) -> None:
        super().__init__(asgi, raise_app_exceptions=False)
        self._apart = apart

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        with self._apart:
            return await super().handle_async_request(request)


def _started(app: Path, directory: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "reference_app", "serve", "--port", "0"],
        cwd=directory,
        env={**os.environ, "PYTHONPATH": str(app), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


async def _address_in_time(process: "subprocess.Popen[str]") -> str:
    try:
        return await asyncio.wait_for(asyncio.to_thread(_address, process), _SECONDS)
    except TimeoutError as late:
        raise CourseError(f"the app did not start within {_SECONDS} s") from late


def _address(process: "subprocess.Popen[str]") -> str:
    said: list[str] = []
    for line in process.stdout or ():
        said.append(line)
        if found := _SERVING.search(line):
            return found[1]
    raise CourseError("the app did not start; its last words:\n" + "".join(said[-15:]))
