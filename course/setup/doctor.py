"""`course doctor`: what this machine lacks for the course, and how to mend it. It mends nothing.

Standard library only, for it runs in a bare clone.
"""

import importlib.util
import os
import platform
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from course.learner import lab
from course.paths import ROOT, VENV
from course.setup import bootstrap

SET_UP_MB = 800  # .venv takes 400, and uv's cache as much where the two cannot share files
WORK_MB = 50


class Finding(NamedTuple):
    """One line of the report. `stops`: nothing works until it is mended."""

    about: str
    ok: bool
    text: str
    stops: bool = False


def doctor() -> int:
    """Prints one line per finding; the exit code is 1 if one of them stops the work."""
    findings = list(examine())
    for finding in findings:
        print(f"{'ok' if finding.ok else 'mend':<6}{finding.about:<10}{finding.text}")
    return int(any(finding.stops for finding in findings))


def examine() -> Iterator[Finding]:
    """What is so and what is not, in the order in which to mend it."""
    ready = bootstrap.state() == "ready"
    yield python()
    yield separator(ROOT)
    yield writing(ROOT)
    yield disk(ROOT, WORK_MB if ready else SET_UP_MB)
    yield set_up()
    if ready:
        yield runs("ruff", "ruff", "--version")
        yield runs("kernel", "ipykernel_launcher", "--version")
    yield port(lab.PORT)
    yield browser()


def python() -> Finding:
    """The Python that runs this; its version was checked before this module was read."""
    name = f"{platform.python_version()} in {sys.base_prefix}"
    if importlib.util.find_spec("ensurepip") is None:
        return Finding("Python", ok=False, text=f"{name}: {bootstrap.NO_VENV}", stops=True)
    return Finding("Python", ok=True, text=name)


def separator(directory: Path) -> Finding:
    """`venv` refuses such a place."""
    if os.pathsep in str(directory):
        return Finding("place", ok=False, text=bootstrap.SEPARATOR, stops=True)
    return Finding("place", ok=True, text=str(directory))


def writing(directory: Path) -> Finding:
    """Tried, not asked: permissions alone do not tell on every system."""
    try:
        with tempfile.TemporaryFile(dir=directory):
            return Finding("writing", ok=True, text=f"{directory} can be written")
    except OSError as error:
        text = f"{error}: clone the course into a directory of your own"
        return Finding("writing", ok=False, text=text, stops=True)


def disk(directory: Path, needed: int) -> Finding:
    """`needed` in megabytes."""
    free = shutil.disk_usage(directory).free // 1_000_000
    text = f"{free:,} MB free, {needed} MB needed"
    if free >= needed:
        return Finding("disk", ok=True, text=text)
    return Finding("disk", ok=False, text=f"{text}: free some, or clone elsewhere", stops=True)


def set_up() -> Finding:
    """Never stops the work: every command that needs the set-up makes it."""
    texts = {
        "ready": f"{VENV} is complete",
        "stale": "interrupted, or older than the lock: `course learn` completes it",
        "absent": "not made yet for this Python in this place: `course learn` makes it",
    }
    state = bootstrap.state()
    return Finding("set-up", ok=state == "ready", text=texts[state])


def runs(about: str, module: str, *arguments: str) -> Finding:
    """Whether a module of `.venv` starts."""
    command = [str(bootstrap.PYTHON), "-m", module, *arguments]
    if subprocess.run(command, capture_output=True, check=False).returncode == 0:
        return Finding(about, ok=True, text="starts")
    text = f"does not start: delete {VENV}, and `course learn` makes it again"
    return Finding(about, ok=False, text=text, stops=True)


def port(number: int) -> Finding:
    """Where `course learn` listens."""
    if is_free(number):
        return Finding("port", ok=True, text=f"{number} is free")
    text = f"{number} is taken: `course learn` takes the next, or choose one with --port N"
    return Finding("port", ok=False, text=text)


def is_free(number: int) -> bool:
    """Whether a server could listen there; connections that are only closing do not count."""
    with socket.socket() as probe:
        if sys.platform != "win32":  # there it would share the port with a living server
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((lab.LOOPBACK, number))
        except OSError:
            return False
        return True


def browser() -> Finding:
    """Whether one can open here."""
    if lab.has_display():
        return Finding("browser", ok=True, text="a display is there")
    text = (
        "no display: open the address that `course learn` prints; from another machine "
        f"first: ssh -L {lab.PORT}:{lab.LOOPBACK}:{lab.PORT} HOST"
    )
    return Finding("browser", ok=False, text=text)
