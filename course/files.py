"""Writing so that nothing tears and nothing is lost: atomic files, a lock, copies.

What the files mean is not known here.
"""

import hashlib
import importlib.util
import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Only one process at a time gets past here. The system frees the lock of one that dies."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        _lock(file.fileno())
        try:
            yield
        finally:
            _unlock(file.fileno())


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        """Waits up to 10 s, then raises OSError: the system's own limit."""
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)

    def _unlock(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)
elif sys.platform == "emscripten":

    def _lock(descriptor: int) -> None:
        """A browser has one process, and no locks."""

    def _unlock(descriptor: int) -> None:
        pass
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


def write(path: Path, text: str) -> None:
    """Whoever reads the file meanwhile sees the old text or the new one, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.write_text(text, encoding="utf-8", newline="\n")
    os.replace(part, path)


@dataclass(frozen=True)
class Copies:
    """Where a text goes before another takes its place: one folder each time, named by UTC."""

    directory: Path

    def keep(self, files: Mapping[str, bytes]) -> Path:
        """Returns the new folder, which holds the files by their names."""
        folder = self._new_folder()
        for name, content in files.items():
            copy = folder / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(content)
        return folder

    def _new_folder(self) -> Path:
        """Two occasions in one second get two folders."""
        self.directory.mkdir(parents=True, exist_ok=True)
        time = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        number = sum(1 for _ in self.directory.glob(f"{time}*"))
        folder = self.directory / (f"{time}-{number}" if number else time)
        folder.mkdir()
        return folder


@dataclass(frozen=True)
class WrittenFolder:
    """Files that we write and a learner may edit. `record` remembers a hash of what we wrote."""

    directory: Path
    record: Path
    copies: Copies

    def write(self, files: Mapping[str, str]) -> Path | None:
        """Makes the folder hold these files and none that we wrote before; touches no other.

        Returns the folder with copies of what a learner had edited, None if nothing was.
        """
        written = self._read_record()
        texts = {path: text.encode() for path, text in files.items()}
        edited = dict(self._edited(written, texts))
        copy = self.copies.keep(edited) if edited else None
        for path, text in files.items():
            if self._content(path) != texts[path]:
                write(self.directory / path, text)
                _forget_bytecode(self.directory / path)
        for path in written.keys() - files.keys():
            (self.directory / path).unlink(missing_ok=True)
        record = {path: _hash(content) for path, content in texts.items()}
        if record != written:
            write(self.record, json.dumps(record, indent=1, sort_keys=True) + "\n")
        return copy

    def _edited(
        self, written: Mapping[str, str], texts: Mapping[str, bytes]
    ) -> Iterator[tuple[str, bytes]]:
        """What is neither as we wrote it nor as we are about to write it."""
        for path in sorted({*written, *texts}):
            content = self._content(path)
            if content not in (None, texts.get(path)) and _hash(content) != written.get(path):
                yield path, content

    def _content(self, path: str) -> bytes | None:
        file = self.directory / path
        return file.read_bytes() if file.is_file() else None

    def _read_record(self) -> dict[str, str]:
        if not self.record.exists():
            return {}
        record: dict[str, str] = json.loads(self.record.read_text(encoding="utf-8"))
        return record


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _forget_bytecode(source: Path) -> None:
    """Python tells stale bytecode by size and a time in seconds: two builds fit into one."""
    if source.suffix == ".py":
        Path(importlib.util.cache_from_source(str(source))).unlink(missing_ok=True)
