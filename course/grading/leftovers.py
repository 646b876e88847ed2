"""What an answer leaves behind, processes and files, and how it goes away."""

import ctypes
import os
import secrets
import signal
import sys
from contextlib import suppress
from pathlib import Path


def end(child: int) -> None:
    """With all that it started, also what has left its group: on Linux it is ours now."""
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while left := _children():
        for process in left:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)


def _children() -> list[int]:
    """Of this process, which has but the one that it forked itself and those that it adopted."""
    lists = [path.read_text() for path in Path("/proc/self/task").glob("*/children")]
    return [int(each) for text in lists for each in text.split()]


def adopt() -> None:
    """Whatever loses its parent among what is started here becomes a child of this process
    (PR_SET_CHILD_SUBREAPER, prctl(2)). Elsewhere than on Linux it goes to the first process."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)


def remove(scratch: Path) -> None:
    """Nested however deep: a folder's folders are moved to the top, so that no path gets long."""
    _lift(scratch, scratch)
    while folders := [*scratch.iterdir()]:
        for folder in folders:
            _lift(folder, scratch)
            folder.rmdir()
    scratch.rmdir()


def _lift(folder: Path, top: Path) -> None:
    """Leaves none of its files, and none of its folders in it. They may be closed to their owner,
    who can't move them then."""
    folder.chmod(0o700)
    for each in list(os.scandir(folder)):
        if each.is_dir(follow_symlinks=False):
            os.chmod(each, 0o700)
            os.rename(each, top / secrets.token_hex(16))
        else:
            os.remove(each)
