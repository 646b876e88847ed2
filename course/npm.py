"""What is taken from npm, of pinned versions and checked hashes: nothing asks a CDN."""

import shutil
import subprocess
from pathlib import Path

from course.parse import CourseError


def installed(listed: Path, into: Path) -> Path:
    """`node_modules` of the package list and lock in a folder; fetched once, checked by npm.

    Raises `CourseError` when npm, or what it should fetch, can't be had.
    """
    names = ("package.json", "package-lock.json")
    texts = {name: (listed / name).read_bytes() for name in names}
    done = into / "done"  # written last: a fetch that was interrupted begins anew
    stamp = b"".join(texts.values())
    if done.exists() and done.read_bytes() == stamp:
        return into / "node_modules"
    npm = shutil.which("npm")
    if npm is None:
        raise CourseError("npm is not installed, and the site needs it once: install Node.js")
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir(parents=True)
    for name, text in texts.items():
        (into / name).write_bytes(text)
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    ran = subprocess.run(
        command, cwd=into, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    if ran.returncode:
        raise CourseError(f"npm could not fetch what the site needs:\n{ran.stderr[-1500:]}")
    done.write_bytes(stamp)
    return into / "node_modules"
