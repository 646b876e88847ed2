"""`course learn` as a child process, for tests that talk to its server or open it in a browser."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def free_port() -> int:
    """Free a moment ago: when another takes it, `course learn` takes the next."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@contextmanager
def learning(workspace: Path, chapter: int, port: int) -> Iterator[subprocess.Popen[str]]:
    """Opens no page."""
    words = ["-m", "course", "learn", str(chapter), "--no-browser", "--port", str(port)]
    with subprocess.Popen(
        [sys.executable, *words],
        env=os.environ | {"COURSE_WORKSPACE": str(workspace)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as child:
        try:
            yield child
        finally:
            child.terminate()


def address(child: subprocess.Popen[str]) -> str:
    """The last word of the line that has one. A child that ended before has said why."""
    assert child.stdout is not None
    for line in child.stdout:
        if "http://" in line:
            return line.split()[-1]
    raise AssertionError(child.communicate()[1])
