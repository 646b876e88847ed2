"""`course learn`: JupyterLab on the workspace until Ctrl-C; its fixed settings are in `jupyter/`.

What the workspace holds is workspace.py's. Standard library only at import, for doctor.py.
"""

import contextlib
import json
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from course.errors import CourseError

LOOPBACK = "127.0.0.1"
PORT = 8888
LOG = "server.log"
RUNTIME = "runtime"
SETTINGS = Path(__file__).with_name("jupyter")
SECONDS_TO_START = 60
SECONDS_TO_END = 10


def learn(workspace: Path, *, port: int = PORT, browser: bool = True, chapter: int = 1) -> int:
    """Serves until Ctrl-C, SIGTERM or the Shut Down of its menu; returns the exit code."""
    from course.learner.workspace import create_workspace

    stop = _stop_on_signals()
    create_workspace(workspace)
    page = "/lab/tree/" + chapter_notebook(workspace, chapter)
    token = secrets.token_urlsafe(24)
    own = workspace / "jupyter"
    server = _start(workspace, own, port, token, page=page, browser=browser and has_display())
    try:
        if found := _wait_for_port(server, own, token, stop):
            if found != port:
                print(f"Port {port} is taken; this is on {found}.")
            print(f"Fast Forge is at http://{LOOPBACK}:{found}{page}?token={token}")
            print(f"Your work is kept in {workspace}. Ctrl-C ends this.", flush=True)
        while server.poll() is None and not stop.wait(0.25):
            pass
    finally:
        _end(server)
    if server.returncode != 0 and not stop.is_set():
        log = (own / LOG).read_text(encoding="utf-8", errors="replace")
        raise CourseError(f"JupyterLab ended by itself (see {own / LOG}):\n{log[-1000:]}")
    return 0


def chapter_notebook(workspace: Path, chapter: int) -> str:
    """The file name of a chapter's notebook in the workspace."""
    found = sorted(workspace.glob(f"{chapter:02}_*.ipynb"))
    if not found:
        numbers = sorted(int(path.name[:2]) for path in workspace.glob("[0-9][0-9]_*.ipynb"))
        have = (
            f"there are {numbers[0]} to {numbers[-1]}"
            if numbers
            else "none is rendered yet; `course build` does"
        )
        raise CourseError(f"There is no chapter {chapter}: {have}.")
    return found[0].name


def has_display() -> bool:
    """Whether a browser window can open on this machine."""
    return not sys.platform.startswith("linux") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    )


def _stop_on_signals() -> threading.Event:
    stop = threading.Event()
    names = ("SIGINT", "SIGTERM", "SIGHUP")
    for number in (getattr(signal, name) for name in names if hasattr(signal, name)):
        signal.signal(number, lambda *_: stop.set())
    return stop


def _start(
    workspace: Path, own: Path, port: int, token: str, *, page: str, browser: bool
) -> subprocess.Popen[bytes]:
    """In a process group of its own: Ctrl-C in the terminal reaches only this process.

    Jupyter's own files are in `own`, for the settings of its user would make each start another.
    Not in a dotted directory: a browser installed as a snap cannot open the start page in one.
    """
    startup = own / "ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True, exist_ok=True)
    shutil.copy(SETTINGS / "unopened.py", startup)
    options = [
        f"--ServerApp.root_dir={workspace}",
        f"--ServerApp.port={port}",
        f"--ServerApp.open_browser={browser}",
        f"--LabApp.default_url={page}",
    ]
    with (own / LOG).open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *options],
            env=environment(own, token),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )


def environment(own: Path, token: str) -> dict[str, str]:
    """Of the server and its kernels. What else somebody has set for Jupyter or for Python would
    bring other kernels, extensions and modules than ours."""
    others = re.compile(r"JUPYTER|IPYTHON|PYTHON(HOME|PATH|SAFEPATH|STARTUP)$", re.IGNORECASE)
    kept = {name: value for name, value in os.environ.items() if not others.match(name)}
    return kept | {
        "JUPYTER_PREFER_ENV_PATH": "1",
        "JUPYTER_TOKEN": token,  # not an argument: other users of the machine can read those
        "JUPYTER_CONFIG_PATH": str(SETTINGS),
        "JUPYTER_CONFIG_DIR": str(own),
        "JUPYTER_DATA_DIR": str(own / "data"),
        "JUPYTER_RUNTIME_DIR": str(own / RUNTIME),
        "IPYTHONDIR": str(own / "ipython"),
    }


def _wait_for_port(
    server: subprocess.Popen[bytes], own: Path, token: str, stop: threading.Event
) -> int | None:
    """The server takes the next free port if its own is taken, and writes which; it listens there
    a little later."""
    deadline = time.monotonic() + SECONDS_TO_START
    while server.poll() is None and not stop.wait(0.05):
        for file in (own / RUNTIME).glob("jpserver-*.json"):
            with contextlib.suppress(OSError, ValueError):  # being written, or being removed
                facts = json.loads(file.read_text(encoding="utf-8"))
                if facts["token"] == token and _listens(facts["port"]):
                    return int(facts["port"])
        if time.monotonic() > deadline:
            raise CourseError(f"JupyterLab did not start in {SECONDS_TO_START} s: try again.")
    return None


def _listens(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection((LOOPBACK, port), timeout=1):
        return True
    return False


def _end(server: subprocess.Popen[bytes]) -> None:
    """The server ends its kernels on SIGTERM; they also end by themselves when it is gone."""
    server.terminate()
    try:
        server.wait(SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
