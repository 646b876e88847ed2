"""A process that has all loaded and forks for each answer: an answer is judged in milliseconds.

Reads a request per line, a JSON object, and writes a reply per line; ends when its input ends.
Where there is no fork, on Windows, it answers one request itself and is ended by who asked.
"""

import gc
import importlib
import json
import os
import secrets
import select
import signal
import sys
import tempfile
import threading
import time
from contextlib import suppress
from functools import cache
from os import write
from pathlib import Path
from typing import Any, Final, NoReturn, TextIO

from course.grading.closed import FEATURE, guard
from course.grading.examine import as_line, checks_of, examine, prepared
from course.grading.hidden import hide_all
from course.grading.leftovers import adopt, end, remove
from course.grading.limits import GRACE, PATIENCE, limit
from course.sources.exercise import forget_masters, read_exercise
from course.sources.task import Task

Request = dict[str, Any]
MOST: Final = 1_000_000  # bytes of verdicts

_WARM: Final = ("reference_app.container", "reference_app.presentation.http.app", "httpx")


def main() -> None:
    """Serves standard input until it ends."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # so that what was begun is tidied up
    adopt()
    _go_far_away()
    replies = _own_output()
    for name in _WARM:
        importlib.import_module(name)
    for line in sys.stdin:
        request = json.loads(line)
        if not hasattr(os, "fork"):
            _in_place(request, replies)
        replies.write(json.dumps(_forked(request)) + "\n")
        replies.flush()


def _own_output() -> TextIO:
    """Where replies go; whatever else prints must not get among them."""
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return replies


def _in_place(request: Request, replies: TextIO) -> NoReturn:
    """In the directory of who asked. Each verdict at once: the process may not live to its end."""
    task = _task(request)
    prepared(task)
    threading.Timer(PATIENCE * request["seconds"], os._exit, [1]).start()
    guard(Path.cwd(), closed=_closed(task))
    verdicts = examine(request["source"], task, **request["how"])
    hide_all(task.keeps)
    for verdict in verdicts:
        replies.write(as_line(verdict) + "\n")
        replies.flush()
    replies.write("null\n")
    replies.flush()
    os._exit(0)


def _forked(request: Request) -> Request:
    task = _task(request)
    prepared(task)
    gc.freeze()
    scratch = Path(tempfile.mkdtemp(prefix="fast forge answer "))
    try:
        lines, in_time = _judged(scratch, request, task)
    finally:
        with suppress(OSError):
            remove(scratch)
    return {"verdicts": lines, "in_time": in_time}


def _judged(scratch: Path, request: Request, task: Task) -> tuple[list[str], bool]:
    """By a child, which says what it has found in lines that begin with a secret of theirs."""
    reading, writing = os.pipe()
    secret = secrets.token_bytes(16).hex()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _be_the_child(writing, secret, scratch, request, task)
    os.close(writing)
    try:
        return _read(reading, secret, PATIENCE * request["seconds"] + GRACE)
    finally:
        os.close(reading)
        end(child)


def _task(request: Request) -> Task:
    return _without_answers(request["exercise"], request["task"])


def _closed(task: Task) -> list[Path]:
    """Our answer to it, as it is written and as it is compiled."""
    return [*FEATURE.rglob(f"{Path(task.keep).stem}.*")] if task.keep else []


@cache
def _without_answers(exercise: int, number: int) -> Task:
    """Ready to be tried. Ours must not be in the memory of the child."""
    task = read_exercise(exercise).task(number).without_answers()
    checks_of(exercise)
    forget_masters()
    gc.collect()
    return task


def _be_the_child(
    writing: int, secret: str, scratch: Path, request: Request, task: Task
) -> NoReturn:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.setsid()
    os.chdir(scratch)
    os.closerange(3, writing)  # what the answer must not write to: the replies
    os.closerange(writing + 1, os.sysconf("SC_OPEN_MAX"))
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    limit(request["seconds"])
    guard(scratch, closed=_closed(task))
    verdicts = examine(request["source"], task, **request["how"])
    hide_all(task.keeps)
    try:
        for verdict in verdicts:
            write(writing, f"{secret}{as_line(verdict)}\n".encode())
        write(writing, f"{secret}null\n".encode())
    finally:
        os._exit(0)


def _read(descriptor: int, secret: str, seconds: float) -> tuple[list[str], bool]:
    """The lines that came, and whether all came in time."""
    deadline = time.monotonic() + seconds
    left, received = seconds, bytearray()
    while left > 0 and len(received) < MOST:
        if select.select([descriptor], [], [], left)[0]:
            chunk = os.read(descriptor, 65536)
            received += chunk
            if not chunk or received.endswith(f"{secret}null\n".encode()):
                break
        left = deadline - time.monotonic()
    lines = received.decode(errors="replace").split("\n")
    return [each.removeprefix(secret) for each in lines if each.startswith(secret)], left > 0


def _go_far_away() -> None:
    """To a zone that nobody is in: a time that was made without one is off, on every machine."""
    if hasattr(time, "tzset"):
        os.environ["TZ"] = "FAR-05:45"
        time.tzset()


if __name__ == "__main__":
    main()
