"""What an answer may touch: its own directory, and to read Python, its libraries, the app and the
feature. Set in the process that runs it, before it runs. Time and memory are limits.py's.

It guards against mistakes and against looking things up: masters, checks, solutions, the answers of
others. It is no prison: whoever wants out of a Python process finds a way. On Linux the kernel
keeps the same rules (see landlock.py), whatever Python is told.
"""

import ctypes  # noqa: F401 (uuid and others ask for it late, when it may not load any more)
import os
import signal
import socket
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, Final, NoReturn
from urllib.parse import unquote

from course.grading import landlock
from course.grading.telling import ANSWER
from course.paths import APP, ROOT

FEATURE: Final = ROOT / "exercises" / "invitations"


class NotAllowed(BaseException):
    """What an answer has no business with; not an Exception, for answers catch those."""


class NotReadable(PermissionError):
    """As the machine would say it: what looks for a line of a file goes on without."""


def guard(scratch: Path, closed: Collection[Path] = ()) -> None:
    """For good. Refuses processes, other hosts, changes outside of `scratch`, and to read what is
    not open. `closed`: files that would be open, and are not for this answer."""
    inside = scratch.resolve()
    own = frozenset(path.resolve() for path in closed)
    tempfile.tempdir = str(inside)
    sys.dont_write_bytecode = True
    _refuse_the_unheard()
    threads = Path("/proc/self/task").resolve()
    feature = [each for each in FEATURE.rglob("*") if each.is_file() and each.resolve() not in own]
    landlock.restrict((*_PYTHONS, APP, *feature, threads), _LISTED, writes=inside)

    def audit(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _LOOKS_AROUND and not _is_asked_by_the_answer():
            return  # a check looks for what an answer has made
        if event in _REFUSED or event in _LOOKS_AROUND or event.startswith(_REFUSED_KINDS):
            raise NotAllowed(f"an answer may not use {event}")
        if event == "open":
            _judge_open(*arguments, inside=inside, closed=own)
        elif event in _LISTS and not _is_readable(arguments[0], inside, own):
            raise NotReadable("an answer may not look into this directory")
        changes = arguments[_CHANGES.get(event, _NONE)]
        if not all(_is_inside(path, inside) for path in changes):
            raise NotAllowed("an answer may change files only in its own directory")

    sys.addaudithook(audit)


def _refuse_the_unheard() -> None:
    for place, name in filter(lambda each: hasattr(*each), _UNHEARD):
        setattr(place, name, _refusal(name))


def _refusal(name: str) -> Callable[..., NoReturn]:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise NotAllowed(f"an answer may not use {name}")

    return refuse


def _is_asked_by_the_answer() -> bool:
    """Or by what it has called. What is a secret is not in this process, whoever looks around."""
    frame = sys._getframe(2)
    while frame.f_back and frame.f_code.co_filename != ANSWER:
        frame = frame.f_back
    return frame.f_code.co_filename == ANSWER


# Of these no audit hook hears.
_UNHEARD: Final = (
    (os, "mkfifo"),
    (os, "mknod"),
    (os, "pidfd_open"),
    (signal, "pidfd_send_signal"),
    (socket.socket, "listen"),
)
_LOOKS_AROUND: Final = {"gc.get_objects", "gc.get_referents", "gc.get_referrers"}
_REFUSED: Final = {
    "os.fork",
    "os.forkpty",
    "os.kill",
    "os.killpg",
    "os.symlink",
    "os.system",
    "os.posix_spawn",
    "os.exec",
    "pty.spawn",
    "resource.prlimit",
    "signal.pthread_kill",
    "subprocess.Popen",
    "socket.connect",
    "socket.bind",
    "socket.sendto",
    "socket.sendmsg",
    "socket.getaddrinfo",
    "socket.getnameinfo",
    "sqlite3.enable_load_extension",
}
_REFUSED_KINDS: Final = ("ctypes.dl", "ctypes.call", "ctypes.seh", "socket.gethostby", "syslog.")
_LISTS: Final = {"os.listdir", "os.scandir"}
# Which of an event's arguments are paths that change.
_NONE: Final = slice(0)
_FIRST: Final = slice(1)
_BOTH: Final = slice(2)
_CHANGES: Final = {
    "os.chmod": _FIRST,
    "os.chown": _FIRST,
    "os.link": _BOTH,
    "os.mkdir": _FIRST,
    "os.remove": _FIRST,
    "os.removexattr": _FIRST,
    "os.rename": _BOTH,
    "os.rmdir": _FIRST,
    "os.setxattr": _FIRST,
    "os.truncate": _FIRST,
    "os.utime": _FIRST,
    "shutil.rmtree": _FIRST,
    "sqlite3.connect": _FIRST,
}
_WRITES: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def _judge_open(
    path: object, mode: object, flags: int, *, inside: Path, closed: Collection[Path]
) -> None:
    """Of `os.open` the mode is None. That may have been told a folder to begin from, of which
    nothing is heard here: so none outside can be opened, and no path leads upwards from one."""
    if flags & _WRITES or (isinstance(mode, str) and set(mode) & set("wax+")):
        if not _is_inside(path, inside):
            raise NotAllowed("an answer may write files only in its own directory")
    elif not _is_readable(path, inside, closed):
        raise NotReadable("an answer may not read this file")
    elif (
        mode is None and (place := _place(path)) and place.is_dir() and not _is_inside(path, inside)
    ):
        raise NotReadable("an answer may open no folder but its own")


def _is_inside(path: object, inside: Path) -> bool:
    """Whatever directory the answer has made its own meanwhile."""
    place = _place(path)
    if place is None or str(place) == os.devnull:
        return True
    return not _goes_up(place) and place.resolve().is_relative_to(inside)


def _is_readable(path: object, inside: Path, closed: Collection[Path]) -> bool:
    place = _place(path)
    if place is None or _is_inside(path, inside):
        return True
    resolved = place.resolve()
    if _goes_up(place) or resolved in closed:
        return False
    if resolved in _LISTED or (resolved.name in _TIMES and resolved.is_relative_to("/proc")):
        return True
    # The clone may lie below a folder of Python's, such as /usr.
    folders = _OURS if resolved.is_relative_to(ROOT) else _PYTHONS
    return any(resolved.is_relative_to(each) for each in folders)


def _goes_up(place: Path) -> bool:
    return ".." in place.parts and not place.is_absolute()


def _place(path: object) -> Path | None:
    """None for a file that is open already, and for a database in memory."""
    if isinstance(path, int):
        return None
    text = str.__str__(os.fsdecode(path or "."))  # type: ignore[arg-type]
    if text.startswith("file:"):  # an address, of SQLite
        text = unquote(text.removeprefix("file:").partition("?")[0])
    return None if text == ":memory:" else Path(text)


_PYTHONS: Final = tuple(
    Path(each).resolve()
    for each in (
        *(sys.prefix, sys.base_prefix, sys.exec_prefix, *sysconfig.get_paths().values()),
        *("/usr", "/lib", "/lib64", "/etc", "/System", "/Library", "/private/etc"),
        *("/private/var/db/timezone", "/dev/urandom"),
    )
)
_OURS: Final = (APP, FEATURE, *(each for each in _PYTHONS if each.is_relative_to(ROOT)))
_LISTED: Final = (ROOT, ROOT / "exercises")  # imports look into them; names are no secret
_TIMES: Final = ("task", "schedstat")  # what limits.py reads of each thread
