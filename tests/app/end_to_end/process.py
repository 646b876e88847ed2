"""Starts and ends `python -m reference_app` as a process, on a free port of the loopback."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Condition, Thread
from typing import Final

import pytest

PATIENCE: Final = 60  # seconds; a start takes about one, on a busy machine several

# On Windows a process can't be asked to end, only ended.
needs_signals: Final = pytest.mark.skipif(sys.platform == "win32", reason="no signals there")

_ADDRESS: Final = re.compile(r"Serving on (http://\S+)")


def environment(file: Path, **settings: str) -> dict[str, str]:
    """Ours, with the database in `file` and no other setting than these."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("APP__")}
    return ours | {"APP__DATABASE__URL": f"sqlite+aiosqlite:///{file}"} | settings


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "reference_app", *arguments]


class Process:
    """A serving process, whose log is read as it is written: a full pipe would stop it."""

    def __init__(self, popen: "subprocess.Popen[str]") -> None:
        self._popen = popen
        self._lines: list[str] = []
        self._ended = False
        self._changed = Condition()
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        for line in self._popen.stderr or ():
            with self._changed:
                self._lines.append(line)
                self._changed.notify_all()
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    @property
    def log(self) -> str:
        return "".join(self._lines)

    def wait_for(self, pattern: "re.Pattern[str]") -> "re.Match[str]":
        """The first line of the log that matches; fails when the process ends without one."""

        def found() -> "re.Match[str] | None":
            return next(filter(None, map(pattern.search, self._lines)), None)

        with self._changed:
            self._changed.wait_for(lambda: found() or self._ended, PATIENCE)
            match = found()
        assert match, self.log
        return match

    @property
    def address(self) -> str:
        """Known as soon as it serves."""
        return self.wait_for(_ADDRESS)[1]

    def end(self, how: signal.Signals) -> int:
        """Sends the signal; returns the exit status when all is over."""
        self._popen.send_signal(how)
        status = self._popen.wait(PATIENCE)
        self._reader.join(PATIENCE)
        return status

    def kill_if_it_runs(self) -> None:
        if self._popen.poll() is None:
            self._popen.kill()
            self._popen.wait(PATIENCE)
            self._reader.join(PATIENCE)
        if self._popen.stderr:
            self._popen.stderr.close()


@contextmanager
def serving(file: Path, *arguments: str, **settings: str) -> Iterator[Process]:
    """A process that serves by the time this is entered."""
    process = Process(
        subprocess.Popen(
            command("serve", *(arguments or ("--port", "0"))),
            env=environment(file, **settings),
            stderr=subprocess.PIPE,
            text=True,
        )
    )
    try:
        assert process.address
        yield process
    finally:
        process.kill_if_it_runs()
