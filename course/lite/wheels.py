"""Wheels for the browser's Python: which, fetched once and checked, and what each of them needs.

Versions and hashes are those of requirements.lock. What is packed with them is folder.py's.
"""

import hashlib
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from email.parser import HeaderParser
from pathlib import Path
from typing import Final, NamedTuple

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from course.errors import CourseError
from course.paths import LOCK, VAR

CACHE: Final = VAR / "lite" / "wheels"

# What cells, tests and the engine import, or the app behind a URL; what these need comes along.
ROOTS: Final = (
    "aiosqlite",
    "alembic",
    "comm",
    "fastapi",
    "fastapi-swagger",
    "httpx",
    "hypothesis",
    "ipython",
    "jupytext",
    "pydantic-settings",
    "pytest",
    "pytest-asyncio",
    "sqlalchemy",
    "sqlmodel",
    "typer",
    "uvicorn",
)
# A module in `inside/` stands in for each of these: no wheel for the browser exists, or JupyterLite
# asks for what the book does not need.
STAND_INS: Final = {
    "dependency-injector": "dependency_injector",
    "greenlet": "greenlet",
    "jedi": "jedi",
    "micropip": "micropip",
    "piplite": "piplite",
    "rpds-py": "rpds",
}
# Nothing asks for these there: a terminal, threads, sockets.
LEFT_OUT: Final = frozenset({"colorama", "exceptiongroup", "httptools", "pexpect", "uvloop"})
# They have no wheel for the browser, but do without their compiled part: ours is the rest of it.
PURE_WITHOUT: Final = frozenset({"markupsafe", "pyyaml"})

_PLATFORM: Final = (
    "--platform=pyemscripten_2026_0_wasm32",
    "--python-version=314",
    "--implementation=cp",
    "--abi=cp314",
    "--abi=abi3",
    "--abi=none",
)
_ENVIRONMENT: Final = {
    "implementation_name": "cpython",
    "os_name": "posix",
    "platform_machine": "wasm32",
    "platform_python_implementation": "CPython",
    "platform_system": "Emscripten",
    "python_full_version": "3.14.2",
    "python_version": "3.14",
    "sys_platform": "emscripten",
}


class Wheel(NamedTuple):
    """A file, with what its metadata say. `needs` are canonical names."""

    path: Path
    name: str
    version: str
    needs: tuple[str, ...]


class _Pin(NamedTuple):
    name: str
    version: str
    hashes: frozenset[str]  # SHA-256 of each of its files


def wheels(cache: Path = CACHE) -> list[Wheel]:
    """All that the browser needs but our own, each of its locked version and hash.

    What is in the cache is not fetched. Raises `CourseError` when one can't be had.
    """
    locked = _locked(LOCK.read_text(encoding="utf-8"))
    found: dict[str, Wheel] = {}
    wanted = set(ROOTS)
    while wanted:
        pins = [_pin(name, locked) for name in sorted(wanted)]
        _fetch([pin for pin in pins if _find(pin, cache) is None], cache)
        new = [read(_there(pin, cache)) for pin in pins]
        found |= {wheel.name: wheel for wheel in new}
        wanted = {need for wheel in new for need in wheel.needs} - found.keys() - STAND_INS.keys()
    return [found[name] for name in sorted(found)]


def read(path: Path) -> Wheel:
    """What it needs in the browser: not what its extras need."""
    with zipfile.ZipFile(path) as wheel:
        (name,) = (each for each in wheel.namelist() if each.endswith(".dist-info/METADATA"))
        metadata = HeaderParser().parsestr(wheel.read(name).decode())
    asked = map(Requirement, metadata.get_all("Requires-Dist", []))
    needs = {canonicalize_name(each.name) for each in asked if _holds(each.marker)}
    known = canonicalize_name(metadata["Name"])
    return Wheel(path, known, metadata["Version"], tuple(sorted(needs - LEFT_OUT)))


def _holds(marker: Marker | None) -> bool:
    return marker is None or marker.evaluate(_ENVIRONMENT)


def _locked(text: str) -> dict[str, _Pin]:
    """By canonical name, as far as the browser's Python is meant."""
    form = r"^([\w.-]+)==([^ ;]+)(?: ; ([^\n\\]+))? \\\n((?:[ \t]+--hash=.*\n?)+)"
    return {
        canonicalize_name(name): _Pin(name, version, frozenset(re.findall(r"sha256:(\w+)", hashes)))
        for name, version, marker, hashes in re.findall(form, text, re.MULTILINE)
        if not marker or _holds(Marker(marker))
    }


def _pin(name: str, locked: Mapping[str, _Pin]) -> _Pin:
    if name not in locked:
        raise CourseError(f"requirements.lock has no {name}, which the browser needs")
    return locked[name]


def _fetch(pins: Sequence[_Pin], cache: Path) -> None:
    cache.mkdir(parents=True, exist_ok=True)
    _download([pin for pin in pins if pin.name not in PURE_WITHOUT], _PLATFORM, cache)
    _download([pin for pin in pins if pin.name in PURE_WITHOUT], (), cache)


def _download(pins: Sequence[_Pin], platform: Sequence[str], cache: Path) -> None:
    if not pins:
        return
    wanted = cache / "wanted.txt"
    lines = [
        " ".join(
            [f"{pin.name}=={pin.version}", *(f"--hash=sha256:{h}" for h in sorted(pin.hashes))]
        )
        for pin in pins
    ]
    wanted.write_text("\n".join(lines), encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--retries=1"]
    command += ["--only-binary=:all:", "--require-hashes", f"--dest={cache}", *platform]
    done = subprocess.run(
        [*command, f"--requirement={wanted}"], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CourseError(f"wheels for the browser can't be had:\n{done.stderr[-1500:]}")


def _find(pin: _Pin, cache: Path) -> Path | None:
    for path in cache.glob("*.whl"):
        name, version, *_ = path.name.split("-")
        is_named = (canonicalize_name(name), version) == (canonicalize_name(pin.name), pin.version)
        if is_named and hashlib.sha256(path.read_bytes()).hexdigest() in pin.hashes:
            return path
    return None


def _there(pin: _Pin, cache: Path) -> Path:
    path = _find(pin, cache)
    if path is None:
        raise CourseError(f"there is no wheel of {pin.name} {pin.version} for the browser")
    return path
