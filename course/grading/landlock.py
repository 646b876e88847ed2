"""Linux's own lock on files, for a process and all that it starts (landlock(7), since Linux 5.13).

Nothing of Python's is asked, so nothing goes around it. Where the kernel has none, nothing happens:
closed.py keeps its rules all the same.
"""

import ctypes
import os
import struct
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # system calls, on every architecture alike
_ASK_VERSION: Final = 1
_BENEATH: Final = 1
_NO_NEW_PRIVILEGES: Final = 38
# Rights, as bits: linux/landlock.h.
_WRITE_FILE, _READ_FILE, _READ_FOLDER = 1 << 1, 1 << 2, 1 << 3
_EXECUTE: Final = 1
_FIRST_VERSION: Final = (1 << 13) - 1
_REFER, _TRUNCATE = 1 << 13, 1 << 14  # of versions 2 and 3


def restrict(reads: Iterable[Path], lists: Iterable[Path], writes: Path) -> None:
    """For good: below `reads` files can be read, below `lists` folders listed, below `writes` all
    can be done but start programs. Elsewhere nothing can, but for what is open already."""
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None)
    version = libc.syscall(_CREATE, None, 0, _ASK_VERSION)
    if version < 1:
        return
    everything = _FIRST_VERSION | (_REFER if version > 1 else 0) | (_TRUNCATE if version > 2 else 0)
    handled = struct.pack("Q", everything)
    ruleset = libc.syscall(_CREATE, handled, len(handled), 0)
    rules = [(each, _READ_FILE | _READ_FOLDER) for each in reads]
    rules += [(each, _READ_FOLDER) for each in lists]
    rules += [(writes, everything & ~_EXECUTE), (Path(os.devnull), _READ_FILE | _WRITE_FILE)]
    for path, rights in rules:
        _allow(libc, ruleset, path, rights)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    libc.syscall(_RESTRICT, ruleset, 0)
    os.close(ruleset)


def _allow(libc: ctypes.CDLL, ruleset: int, path: Path, rights: int) -> None:
    with suppress(OSError):  # there is no such path here
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
        if not path.is_dir():
            rights &= _READ_FILE | _WRITE_FILE
        libc.syscall(_ADD, ruleset, _BENEATH, struct.pack("=Qi", rights, descriptor), 0)
        os.close(descriptor)
