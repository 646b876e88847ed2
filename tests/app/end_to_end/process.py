"""Starts and ends `python -m reference_app` as a process, on a free port of the loopback."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from typing import Final

PATIENCE: Final = 30  # seconds; a start takes about one, on a busy machine several

_ADDRESS: Final = re.compile(r"Serving on (http://\S+)")


def environment(file: Path, **settings: str) -> dict[str, str]:
    """Ours, with the database in `file` and no other setting than these."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("APP__")}
    return ours | {"APP__DATABASE__URL": f"sqlite+aiosqlite:///{file}"} | settings


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "reference_app", *arguments]


@dataclass
class Process:
    """A serving process, whose log is read as it is written: a full pipe would stop it."""

    popen: "subprocess.Popen[str]"
    log: list[str] = field(default_factory=list)
    address: str = ""
    _told: Event = field(default_factory=Event)

    def __post_init__(self) -> None:
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        for line in self.popen.stderr or ():
            self.log.append(line)
            if found := _ADDRESS.search(line):
                self.address = found[1]
                self._told.set()
        self._told.set()

    def wait_until_it_serves(self) -> None:
        assert self._told.wait(PATIENCE), "no address was told"
        assert self.address, "".join(self.log)

    def end(self, how: signal.Signals) -> int:
        """Sends the signal; returns the exit status when all is over."""
        self.popen.send_signal(how)
        return self.wait()

    def wait(self) -> int:
        status = self.popen.wait(PATIENCE)
        self._reader.join(PATIENCE)
        return status


@contextmanager
def serving(file: Path, *arguments: str, **settings: str) -> Iterator[Process]:
    """A process that serves by the time this is entered; killed at the end if it still runs."""
    popen = subprocess.Popen(
        command("serve", *(arguments or ("--port", "0"))),
        env=environment(file, **settings),
        stderr=subprocess.PIPE,
        text=True,
    )
    process = Process(popen)
    try:
        process.wait_until_it_serves()
        yield process
    finally:
        if popen.poll() is None:
            popen.kill()
        process.wait()
        if popen.stderr:
            popen.stderr.close()
