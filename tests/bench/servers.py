"""Servers as children: started on a port that is free, ended by their process id."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
STARTS_WITHIN = 30.0
STOPS_WITHIN = 30.0
ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)")

OURS = [sys.executable, "-m", "reference_app", "serve", "--port", "0"]
BARE = [
    *[sys.executable, "-m", "uvicorn", "tests.bench.bare:app"],
    *["--port", "0", "--no-access-log", "--no-server-header"],
]


class ServerFailed(Exception):
    """A server did not start; the text holds its last words."""


@contextmanager
def served(command: list[str], log: Path, **environment: str) -> Iterator[int]:
    """Runs a server that logs its address; yields its port."""
    with log.open("wb") as output:
        server = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | environment, stdout=output, stderr=output
        )
    try:
        yield _port(server, log)
    finally:
        _end(server)


def _port(server: subprocess.Popen[bytes], log: Path) -> int:
    deadline = time.monotonic() + STARTS_WITHIN
    while server.poll() is None and time.monotonic() < deadline:
        if found := ADDRESS.search(log.read_text("utf-8", "replace")):
            return int(found[1])
        time.sleep(0.05)
    raise ServerFailed(f"{' '.join(server.args)} did not start: {log.read_text()[-2000:]}")  # type: ignore[arg-type]


def _end(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(STOPS_WITHIN)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
