"""`course learn` as a child process, for tests that open it in a browser. Opens no page."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from course.paths import ROOT

SECONDS_TO_END = 20


@contextmanager
def learning(workspace: Path, chapter: int) -> Iterator[str]:
    """The address that it prints. Ends as a learner ends it, with Ctrl-C."""
    words = ["-m", "course", "learn", str(chapter), "--no-browser", "--port", str(_free_port())]
    with subprocess.Popen(
        [sys.executable, *words],
        cwd=ROOT,
        env=os.environ | {"COURSE_WORKSPACE": str(workspace)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as child:
        try:
            yield _address(child)
        finally:
            child.send_signal(signal.SIGINT)
            try:
                child.wait(SECONDS_TO_END)
            finally:
                child.kill()


def _free_port() -> int:
    """Free a moment ago: when another takes it, `course learn` takes the next."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def _address(child: subprocess.Popen[str]) -> str:
    """The last word of the line that has one. A child that ended before has said why."""
    assert child.stdout is not None
    said = []
    for line in child.stdout:
        if "http://" in line:
            return line.split()[-1]
        said.append(line)
    raise AssertionError("".join(said))
