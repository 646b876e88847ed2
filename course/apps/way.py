"""A request's way: which parts of the app run for it, in order, seen in a process of its own.

In a browser, in place.
"""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from itertools import groupby
from pathlib import Path
from types import FrameType
from typing import Any, Final, NamedTuple

from course.apps.in_place import Apart, outside_of_the_loop
from course.errors import CourseError
from course.pictures.diagrams import Arrow, Box, graph
from course.pictures.svg import Picture
from course.platforms import IN_PLACE

_SECONDS: Final = 60
_TITLE: Final = "The way of a request"


class Station(NamedTuple):
    """A function that the request entered, after one of another module."""

    module: str
    function: str

    @property
    def layer(self) -> str:
        return self.module.partition("/")[0].removesuffix(".py")

    @property
    def file(self) -> str:
        return self.module.rpartition("/")[2]

    def __str__(self) -> str:
        return f"{self.module:<42}{self.function}"


class Way(list[Station]):
    """The stations of one request, in order; in a notebook, a drawing by layers."""

    def _repr_html_(self) -> str:
        return drawn(self)._repr_html_()

    def __repr__(self) -> str:
        return "\n".join(map(str, self))


async def request_way(tree: Path, method: str, path: str, body: Any = None) -> Way:
    """Sends one request to the app in `tree` and returns its stations. Raises `CourseError`."""
    if IN_PLACE:
        with outside_of_the_loop(), Apart(tree):
            return Way(asyncio.run(_follow(method, path, body)))
    command = [sys.executable, "-P", "-m", "course.apps.way", method, path, json.dumps(body)]
    try:
        done = await asyncio.to_thread(
            subprocess.run,
            command,
            env={**os.environ, "PYTHONPATH": str(tree)},
            capture_output=True,
            text=True,
            check=False,
            timeout=_SECONDS,
        )
    except subprocess.TimeoutExpired as late:
        raise CourseError(f"the request had no answer within {_SECONDS} s") from late
    if done.returncode:
        raise CourseError(f"the request did not get through:\n{done.stderr[-1000:]}")
    return Way(Station(*each) for each in json.loads(done.stdout))


def drawn(stations: Sequence[Station]) -> Picture:
    """A column for each layer, a box for each stay there, with the files in their order."""
    columns = list(dict.fromkeys(station.layer for station in stations))
    stays = [(layer, [*stay]) for layer, stay in groupby(stations, key=lambda each: each.layer)]
    boxes: dict[str, Box] = {}
    row, told = 0.0, []
    for number, (layer, stay) in enumerate(stays):
        text = "\n".join([layer, *(each.file for each in stay)])
        row += len(stay) / 2
        boxes[str(number)] = Box(columns.index(layer), row, text)
        row += len(stay) / 2 + 2
        told.append(f"{layer} ({', '.join(f'{each.file} {each.function}' for each in stay)})")
    arrows = [Arrow(str(number), str(number + 1)) for number in range(len(stays) - 1)]
    svg = graph(_TITLE, boxes, arrows, cell=(180, 20))
    return Picture(_TITLE, f"In this order: {'; '.join(told)}.", svg)


async def _follow(method: str, path: str, body: Any) -> list[Station]:
    """Where `reference_app` is the one in the tree."""
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
                app = Path(create_asgi.__code__.co_filename).parents[2]
                # What the app prints must not get between our own words.
                with redirect_stdout(sys.stderr), _profiled(app) as stations:
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
