"""What an answer may use up: time, memory, files. Set in the process that runs it, before it runs.

They guard against mistakes: an endless loop, a list that never ends, a fork too many. They are no
prison: whoever wants out of a Python process finds a way.
"""

import resource
import signal
import sys
import tempfile
from pathlib import Path
from types import FrameType
from typing import Any, Final, NoReturn
from urllib.parse import unquote

from course.grading.checks import OutOfTime

MEMORY: Final = 512 * 2**20  # bytes on top of what the process has
FILE: Final = 16 * 2**20  # bytes in one file


class NotAllowed(BaseException):
    """What an answer has no business with; not an Exception, for answers catch those."""


def limit(seconds: float) -> None:
    """For good, in this process. `OutOfTime` is raised after so many seconds, and again after each
    quarter; who started the process kills it then."""
    signal.signal(signal.SIGALRM, _out_of_time)
    signal.setitimer(signal.ITIMER_REAL, seconds, seconds / 4)
    hard = int(seconds) + 2
    _set(resource.RLIMIT_CPU, hard)
    _set(resource.RLIMIT_FSIZE, FILE)
    _set(resource.RLIMIT_CORE, 0)
    if sys.platform == "linux":  # macOS does not keep to it
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        _set(resource.RLIMIT_AS, pages * resource.getpagesize() + MEMORY)


def guard(scratch: Path) -> None:
    """Refuses processes, other hosts, and changes of files outside of `scratch`; for good."""
    import ctypes  # noqa: F401 (uuid and others ask for it late, when it may not load any more)

    inside = scratch.resolve()
    tempfile.tempdir = str(inside)
    sys.dont_write_bytecode = True

    def audit(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _REFUSED or event.startswith(_REFUSED_KINDS):
            raise NotAllowed(f"an answer may not use {event}")
        if event == "open" and _writes(arguments) and not _is_inside(arguments[0], inside):
            raise NotAllowed("an answer may write files only in its own directory")
        if event in _CHANGES and not _is_inside(arguments[0], inside):
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
_CHANGES: Final = {
    "os.chmod",
    "os.chown",
    "os.link",
    "os.mkdir",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.symlink",
    "os.truncate",
    "shutil.rmtree",
    "sqlite3.connect",
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


def _set(kind: int, value: int) -> None:
    _, most = resource.getrlimit(kind)
    value = value if most == resource.RLIM_INFINITY else min(value, most)
    resource.setrlimit(kind, (value, value))


def _out_of_time(_: int, __: FrameType | None) -> NoReturn:
    raise OutOfTime
