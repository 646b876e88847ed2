"""The machines that a bundle can serve, and what a bundle says of itself. bundle/ makes one.

Standard library only, for the set-up asks here in a bare clone.
"""

import hashlib
import json
import platform
import sys
import sysconfig
from pathlib import Path
from typing import Any, NamedTuple

from course.errors import CourseError

RECORD = "bundle.json"
REPOSITORY = "fast-forge"
WHEELS = "wheels"


class Target(NamedTuple):
    """A kind of machine, and the Python on it: "linux-x86_64", "3.12"."""

    system: str
    python: str

    def __str__(self) -> str:
        return f"{self.system} with Python {self.python}"


def here() -> Target:
    """This machine and this Python; a Mac's Python may be built for both kinds of processor."""
    system, *_, machine = sysconfig.get_platform().split("-")
    system = {"macosx": "macos", "win": "windows"}.get(system, system)
    machine = platform.machine() if machine == "universal2" else machine
    return Target(f"{system}-{machine}", f"{sys.version_info[0]}.{sys.version_info[1]}")


def digest(lock: Path) -> str:
    """Of the lock that the wheels of a bundle are for, however its lines end."""
    return hashlib.sha256(lock.read_text(encoding="utf-8").encode()).hexdigest()


def read_record(bundle: Path) -> dict[str, Any]:
    """What a bundle says of itself. CourseError when the folder is none."""
    try:
        record: dict[str, Any] = json.loads((bundle / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise CourseError(
            f"{bundle} is no bundle: name the folder that holds {RECORD} and {WHEELS}."
        ) from None
    return record


def wheels_for(target: Target, bundle: Path, lock: Path) -> Path:
    """The folder of wheels in a bundle. CourseError when it does not serve lock and target."""
    record = read_record(bundle)
    if record["lock"] != digest(lock):
        raise CourseError(
            f"{bundle} has wheels for another edition than this: use the {REPOSITORY} in it."
        )
    serves = [Target(*each) for each in record["serves"]]
    if target not in serves:
        raise CourseError(f"{bundle} has no wheels for {target}. {_instead(target, serves)}")
    return bundle / WHEELS


def _instead(target: Target, serves: list[Target]) -> str:
    if pythons := [each.python for each in serves if each.system == target.system]:
        start = "py -" if target.system.startswith("windows") else "python"
        return (
            f"It has them for Python {', '.join(pythons)}: start with one of those, "
            f"as in `{start}{pythons[-1]} -m course learn --from ...`."
        )
    systems = ", ".join(dict.fromkeys(each.system for each in serves))
    return f"It serves {systems or 'nothing yet'}: `course bundle` adds what it lacks."
