"""What an answer may use up: time and memory. Set in the process that runs it, before it runs. What
it may touch, closed.py says."""

import signal
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Final

from course.grading.telling import OutOfTime

MEMORY: Final = 512 * 2**20  # bytes on top of what the process has
FILE: Final = 16 * 2**20  # bytes in one file
ENOUGH: Final = 0.8  # of its time: then a loop does not end
GRACE: Final = 0.4  # seconds for an answer that was interrupted
PATIENCE: Final = 3  # times as long, on a machine that is busy with other things
IDLE: Final = 0.1  # of the time since the last look: then it waits for something


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
