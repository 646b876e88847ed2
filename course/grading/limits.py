"""What an answer may use up: time, memory, files. Set in the process that runs it, before it runs.

They guard against mistakes: an endless loop, a list that never ends, a fork too many. They are no
prison: whoever wants out of a Python process finds a way.
"""

import ctypes  # noqa: F401 (uuid and others ask for it late, when it may not load any more)
import signal
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any, Final
from urllib.parse import unquote

from course.grading.telling import OutOfTime

MEMORY: Final = 512 * 2**20  # bytes on top of what the process has
FILE: Final = 16 * 2**20  # bytes in one file
ENOUGH: Final = 0.8  # of its time: then a loop does not end
IDLE: Final = 0.1  # of the time since the last look: then it waits for something


class NotAllowed(BaseException):
    """What an answer has no business with; not an Exception, for answers catch those."""


def limit(seconds: float) -> None:
    """For good, in this process. `OutOfTime` is raised after so many seconds and then again and
    again: unless the machine is busy with other things, and this process has hardly had its turn.
    Who started the process kills it in the end."""
    begun = time.process_time()
    last, idle = _Used(), 0

    def look(_: int, __: FrameType | None) -> None:
        nonlocal last, idle
        before, last = last, _Used()
        idle = 0 if last.wanted_since(before) else idle + 1
        if idle > 1 or time.process_time() - begun > ENOUGH * seconds:
            raise OutOfTime

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, seconds, seconds / 8)
    _limit_resources(int(seconds) + 2)


class _Used:
    """Seconds that this process ran, and on Linux, by thread, those in which it ran or waited for
    a processor: on a busy machine it would seem idle (sched-stats.rst of the kernel)."""

    def __init__(self) -> None:
        self._at = time.monotonic()
        self._ran = time.process_time()
        self._threads: dict[str, float] = {}
        for path in Path("/proc/self/task").glob("*/schedstat"):
            with suppress(OSError):  # it has just ended
                nanoseconds = path.read_text().split()[:2]
                self._threads[path.parent.name] = sum(map(int, nanoseconds)) / 1e9

    def wanted_since(self, before: "_Used") -> bool:
        """Whether it has done anything in the meantime, or would have."""
        threads = self._threads.items()
        wanted = sum(seconds - before._threads.get(name, 0) for name, seconds in threads)
        return max(wanted, self._ran - before._ran) >= IDLE * (self._at - before._at)


def _limit_resources(cpu_seconds: int) -> None:
    import resource  # which Windows has not

    most = {
        resource.RLIMIT_CPU: cpu_seconds,
        resource.RLIMIT_FSIZE: FILE,
        resource.RLIMIT_CORE: 0,
    }
    if sys.platform == "linux":  # macOS does not keep to it
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        most[resource.RLIMIT_AS] = pages * resource.getpagesize() + MEMORY
    for kind, wanted in most.items():
        _, now = resource.getrlimit(kind)
        value = wanted if now == resource.RLIM_INFINITY else min(wanted, now)
        resource.setrlimit(kind, (value, value))


def guard(scratch: Path) -> None:
    """Refuses processes, other hosts, and changes of files outside of `scratch`; for good."""
    inside = scratch.resolve()
    tempfile.tempdir = str(inside)
    sys.dont_write_bytecode = True

    def audit(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _REFUSED or event.startswith(_REFUSED_KINDS):
            raise NotAllowed(f"an answer may not use {event}")
        if event == "open" and _writes(arguments) and not _is_inside(arguments[0], inside):
            raise NotAllowed("an answer may write files only in its own directory")
        if not all(_is_inside(path, inside) for path in arguments[_CHANGES.get(event, _NONE)]):
            raise NotAllowed("an answer may change files only in its own directory")

    sys.addaudithook(audit)


_REFUSED: Final = {
    "os.fork",
    "os.forkpty",
    "os.kill",
    "os.killpg",
    "os.system",
    "os.posix_spawn",
    "os.exec",
    "pty.spawn",
    "signal.pthread_kill",
    "subprocess.Popen",
    "socket.connect",
    "socket.bind",
    "socket.sendto",
    "socket.getaddrinfo",
}
_REFUSED_KINDS: Final = ("ctypes.dl", "ctypes.call", "ctypes.seh")
# Which of an event's arguments are paths that change.
_NONE: Final = slice(0)
_FIRST: Final = slice(1)
_SECOND: Final = slice(1, 2)
_CHANGES: Final = {
    "os.chmod": _FIRST,
    "os.chown": _FIRST,
    "os.link": _SECOND,
    "os.mkdir": _FIRST,
    "os.remove": _FIRST,
    "os.rename": slice(2),
    "os.rmdir": _FIRST,
    "os.symlink": _SECOND,
    "os.truncate": _FIRST,
    "shutil.rmtree": _FIRST,
    "sqlite3.connect": _FIRST,
}


def _writes(arguments: tuple[Any, ...]) -> bool:
    """`open(path, mode, flags)`; of `os.open` the mode is None."""
    _, mode, flags = arguments
    if isinstance(mode, str):
        return any(letter in mode for letter in "wax+")
    return bool(flags & 0o3)  # O_WRONLY, O_RDWR


def _is_inside(path: object, directory: Path) -> bool:
    """Whatever directory the answer has made its own meanwhile."""
    if isinstance(path, int):  # a file that is open already
        return True
    text = path.decode(errors="replace") if isinstance(path, bytes) else str(path)
    if text in (":memory:", "/dev/null") or text.startswith("file::memory:"):
        return True
    if text.startswith("file:"):  # an address, of SQLite
        text = unquote(text.removeprefix("file:").partition("?")[0])
    return Path(text).resolve().is_relative_to(directory)
