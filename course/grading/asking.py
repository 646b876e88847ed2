"""Brings an answer to where it is judged: the server, or this interpreter in a browser.

What becomes of the reply is grade.py's business.
"""

import atexit
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any, Final, NamedTuple

from course.errors import CourseError
from course.grading.limits import GRACE, PATIENCE
from course.paths import ROOT
from course.platforms import IN_PLACE

Request = dict[str, Any]

# Each thread would take 64 MB of addresses for its heap, of the 512 that an answer may have.
_ENVIRONMENT: Final = {
    "PYTHONPATH": str(ROOT),
    "PYTHONIOENCODING": "utf-8",
    "MALLOC_ARENA_MAX": "2",
    "SQLITE_TMPDIR": ".",  # the answer's own directory: it may write nowhere else
}
_PROGRAM: Final = ("-m", "course.grading.server")
_SECONDS_TO_LOAD: Final = 20
_SECONDS_TO_END: Final = 2
_SILENT: Final = "the graders do not start: `course doctor` may say why"


class Reply(NamedTuple):
    """Verdicts as lines of JSON, and whether the answer came to an end by itself."""

    lines: list[str]
    in_time: bool


def ask(request: Request) -> Reply:
    """Raises `CourseError` when the graders can't start."""
    if IN_PLACE:
        from course.grading.here import examined

        return Reply(examined(request), True)
    return _server.ask(request) if hasattr(os, "fork") else _ask_once(request)


def warm_up() -> None:
    """Starts what judges, so that the first answer need not wait for it."""
    if hasattr(os, "fork") and not IN_PLACE:
        _server.start()


def _command(directory: str | Path = ROOT) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, *_PROGRAM],
        cwd=directory,
        env=os.environ | _ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        start_new_session=True,  # Ctrl-C is for who asks
    )


class _Server:
    """One for this process, started when first needed and anew when it has died."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """In a forked child: the server is its parent's."""
        self._turn = threading.Lock()
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> "subprocess.Popen[str]":
        if self._process is not None and self._process.poll() is not None:
            self.end()
        if self._process is None:
            self._process = _command()
        return self._process

    def ask(self, request: Request) -> Reply:
        with self._turn:
            for _ in range(2):  # it may have died since the last answer
                if reply := self._try(request):
                    return reply
            if self._try(request | {"source": ""}):
                return Reply([], True)  # so it is this answer that it dies of
        raise CourseError(_SILENT)

    def _try(self, request: Request) -> Reply | None:
        process = self.start()
        seconds = PATIENCE * request["seconds"] + GRACE + _SECONDS_TO_LOAD
        try:
            reply = json.loads(_exchange(process, json.dumps(request), seconds))
            return Reply(reply["verdicts"], reply["in_time"])
        except TimeoutError:
            self.end()
            return Reply([], False)
        except (OSError, ValueError):
            self.end()
        except BaseException:  # who was interrupted here must not get this reply for the next one
            self.end()
            raise
        return None

    def end(self) -> None:
        """It ends what it has started before it goes, also when it has been stopped meanwhile."""
        process, self._process = self._process, None
        if process is not None:
            process.terminate()
            process.send_signal(signal.SIGCONT)
            try:
                process.communicate(timeout=_SECONDS_TO_END)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()


def _exchange(process: "subprocess.Popen[str]", line: str, seconds: float) -> str:
    """Raises `TimeoutError` when no reply has begun after so many seconds."""
    if process.stdin is None or process.stdout is None:
        raise OSError(_SILENT)
    process.stdin.write(line + "\n")
    process.stdin.flush()
    if not select.select([process.stdout], [], [], seconds)[0]:
        raise TimeoutError
    return process.stdout.readline()


_server: Final = _Server()
atexit.register(_server.end)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_server.forget)


def _ask_once(request: Request) -> Reply:
    """A process for one answer, with time to load what it needs."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        process = _command(scratch)
        try:
            seconds = request["seconds"] + _SECONDS_TO_LOAD
            said, _ = process.communicate(json.dumps(request) + "\n", timeout=seconds)
            reply = Reply(said.splitlines(), True)
        except subprocess.TimeoutExpired:
            process.kill()
            reply = Reply(process.communicate()[0].splitlines(), False)
        except BaseException:
            process.kill()
            raise
    if not reply.lines and process.returncode:
        raise CourseError(_SILENT)
    return reply
