"""A request's way: which parts of the app run for it, in order, seen in a process of its own."""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

from course.parse import CourseError


class Station(NamedTuple):
    """A function that the request entered, after one of another module."""

    module: str
    function: str

    def __str__(self) -> str:
        return f"{self.module:<42}{self.function}"


async def request_way(tree: Path, method: str, path: str, body: Any = None) -> list[Station]:
    """Sends one request to the app in `tree` and returns its stations. Raises `CourseError`."""
    command = [sys.executable, "-P", "-m", "course.way", method, path, json.dumps(body)]
    done = await asyncio.to_thread(
        subprocess.run,
        command,
        env={**os.environ, "PYTHONPATH": str(tree)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CourseError(f"the request did not get through:\n{done.stderr[-1000:]}")
    return [Station(*each) for each in json.loads(done.stdout)]


async def _follow(method: str, path: str, body: Any) -> list[Station]:
    """In the child: `reference_app` is the one in the tree."""
    from httpx import ASGITransport, AsyncClient

    from reference_app.presentation.http.app import create_asgi
    from reference_app.settings import DatabaseSettings, Settings

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        url = f"sqlite+aiosqlite:///{Path(folder, 'app.db').as_posix()}"
        asgi = create_asgi(Settings(database=DatabaseSettings(url=url)))
        async with asgi.router.lifespan_context(asgi):
            transport = ASGITransport(asgi)
            async with AsyncClient(transport=transport, base_url="http://app") as client:
                await client.get("/livez")  # the first request also builds what runs around all
                with _profiled(Path(create_asgi.__code__.co_filename).parents[2]) as stations:
                    await client.request(method, path, json=body)
    return stations


@contextmanager
def _profiled(app: Path) -> Iterator[list[Station]]:
    """Notes each module of the app as it is entered for the first time."""
    stations: list[Station] = []

    def note(frame: FrameType, event: str, _: Any) -> None:
        file = Path(frame.f_code.co_filename)
        if event == "call" and app in file.parents:
            module = file.relative_to(app).as_posix()
            if module not in {station.module for station in stations}:
                stations.append(Station(module, frame.f_code.co_qualname))

    sys.setprofile(note)
    try:
        yield stations
    finally:
        sys.setprofile(None)


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_follow(sys.argv[1], sys.argv[2], json.loads(sys.argv[3])))))
