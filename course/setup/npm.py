"""What is taken from npm, of pinned versions and checked hashes: nothing asks a CDN."""

import shutil
import subprocess
from pathlib import Path

from course.errors import CourseError
from course.files import locked

_COMMAND = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent")


def installed(listed: Path, into: Path, wanted: str) -> Path:
    """A wanted file or folder of the packages that a package list and lock in a folder name;
    fetched once, checked by npm.

    Raises `CourseError` when npm, or what it should fetch, can't be had.
    """
    texts = {n: (listed / n).read_bytes() for n in ("package.json", "package-lock.json")}
    done = into / "done"  # written last: a fetch that was interrupted begins anew
    stamp = b"".join(texts.values())
    found = into / "node_modules" / wanted
    with locked(into.with_suffix(".lock")):
        if not (found.exists() and done.exists() and done.read_bytes() == stamp):
            _fetch(texts, into)
            if not found.exists():
                raise CourseError(f"npm fetched no {wanted}: look at {listed / 'package.json'}")
            done.write_bytes(stamp)
    return found


def _fetch(texts: dict[str, bytes], into: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise CourseError("npm is not installed, and the site needs it once: install Node.js")
    if into.is_file():
        into.unlink()
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir(parents=True)
    for name, text in texts.items():
        (into / name).write_bytes(text)
    ran = subprocess.run(
        [npm, *_COMMAND],
        cwd=into,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if ran.returncode:
        raise CourseError(f"npm could not fetch what the site needs:\n{ran.stderr[-1500:]}")
