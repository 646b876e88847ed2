"""The set-up: makes `.venv` from a lock. What a machine lacks is doctor.py's to say.

Standard library only, for it runs in a bare clone.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NoReturn

from course.paths import DEV_LOCK, LOCK, PYPROJECT, ROOT, VENV
from course.setup.inherited import config_of_uv
from course.setup.installers import SetupError, step
from course.setup.targets import here, wheels_for

STAMP = VENV / "fast-forge.json"
PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
NO_VENV = (
    "This Python lacks its `venv` part. On Debian and Ubuntu: sudo apt install python3-venv; "
    "elsewhere install Python from python.org."
)
SEPARATOR = (
    f"The path of this folder holds a {os.pathsep!r}, which separates paths, and no environment "
    f"works in it: move or rename the folder. It is {ROOT}"
)


def place() -> str:
    """What `.venv` belongs to: it works neither with another Python nor after a move."""
    major, minor = sys.version_info[:2]
    return f"Python {major}.{minor} of {os.path.realpath(sys.base_prefix)}, in {VENV}"


def digest(lock: str, pyproject: str) -> str:
    """Hash of what decides the contents of `.venv`; the settings of tools do not."""
    import tomllib  # not known to the oldest Python that this module parses on

    project = tomllib.loads(pyproject)
    declared = [project["build-system"], project["project"], project["tool"]["hatch"]]
    return hashlib.sha256((lock + json.dumps(declared)).encode()).hexdigest()


def state(lock: Path = LOCK) -> str:
    """`ready`, as one with everything is for a learner too; `stale`: interrupted or outdated, to be
    continued; `absent`: to be built anew."""
    stamp = _read_stamp()
    if stamp.get("place") != place() or not PYTHON.exists():
        return "absent"
    return "ready" if stamp.get("digest") in {_digest(lock), _digest(DEV_LOCK)} else "stale"


def uv_requirement(lock: str) -> str:
    """The lock's own lines for uv: its version and the hashes that pip checks it with."""
    block = re.search(r"^uv==.*\n(?:[ \t]+--hash=.*\n?)+", lock, re.MULTILINE)
    if block is None:
        raise SetupError("requirements.lock names no uv with hashes: restore it from git.")
    return block.group()


def ensure(arguments: Sequence[str], lock: Path, bundle: Path | None = None) -> None:
    """Returns inside a `.venv` that holds what the lock names; else sets it up, from a bundle if
    given, and runs `course ARGUMENTS` in it."""
    if state(lock) != "ready":
        try:
            with _one_at_a_time():
                _set_up(lock, bundle)
        except OSError as error:
            raise SetupError(
                f"The set-up cannot write here: {error}. Ask `course doctor`."
            ) from error
        except KeyboardInterrupt:
            raise SetupError("Interrupted. Run the same command again: it goes on here.") from None
    elif Path(sys.prefix).resolve() == VENV.resolve():
        return
    run([str(PYTHON), "-m", "course", *arguments])


def run(command: Sequence[str]) -> NoReturn:
    """Becomes the command, so that signals and the exit code are its own."""
    sys.stdout.flush()
    if sys.platform != "win32":
        os.execv(command[0], list(command))
    with subprocess.Popen(command) as process:  # Ctrl-C reaches both: the command decides
        while True:
            with contextlib.suppress(KeyboardInterrupt):
                sys.exit(process.wait())


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    """A second set-up in the same clone waits; the system drops the lock with its process."""
    with (ROOT / ".venv.lock").open("w") as file:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _digest(lock: Path) -> str:
    return digest(lock.read_text(encoding="utf-8"), PYPROJECT.read_text(encoding="utf-8"))


def _set_up(lock: Path, bundle: Path | None) -> None:
    if state(lock) == "ready":
        return  # by another process, for which this one waited
    if _read_stamp().get("lock") == DEV_LOCK.name:
        lock = DEV_LOCK  # what a learner does not need is kept, and kept up to date
    wheels = wheels_for(here(), bundle.absolute(), lock) if bundle else None
    print("Setting up .venv, once:", file=sys.stderr)
    if state(lock) == "absent":
        _make_environment()
        _stamp(place=place())
    _install(lock, wheels)
    _stamp(place=place(), lock=lock.name, digest=_digest(lock))


def _make_environment() -> None:
    if importlib.util.find_spec("ensurepip") is None:
        raise SetupError(NO_VENV)
    if os.pathsep in str(VENV):
        raise SetupError(SEPARATOR)
    if VENV.is_symlink():  # what it leads to would be cleared, and is somebody else's
        raise SetupError(
            f"{VENV} is a link to {os.readlink(VENV)}, which was not made for this folder: "
            "remove the link, and run this again."
        )
    STAMP.unlink(missing_ok=True)
    base = getattr(sys, "_base_executable", sys.executable)  # not the one that is to be cleared
    step("environment", [base, "-m", "venv", "--clear", str(VENV)])


def _install(lock: Path, wheels: Path | None) -> None:
    # As an address, in which uv reads a "#" or a blank as what they are.
    source = ["--no-index", "--find-links", wheels.as_uri()] if wheels else []
    config = VENV / "uv.toml"
    config.write_text(config_of_uv(), encoding="utf-8")
    uv = [str(PYTHON), "-m", "uv", "--config-file", str(config), "pip"]
    target = ["--python", str(PYTHON), *source]
    requirement = VENV / "uv.txt"
    requirement.write_text(uv_requirement(lock.read_text(encoding="utf-8")), encoding="utf-8")
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--no-input", "--retries=1", *source]
    step("installer", [*pip, "--require-hashes", "--only-binary=:all:", "-r", str(requirement)])
    step("packages", [*uv, "sync", *target, "--require-hashes", str(lock)])
    # "." and not its path, in which a "#" would begin a fragment.
    own = ["--no-deps", "--no-build-isolation", "--editable", "."]
    step("Fast Forge", [*uv, "install", *target, *own])


def _read_stamp() -> dict[str, str]:
    with contextlib.suppress(OSError, ValueError):
        return dict(json.loads(STAMP.read_text(encoding="utf-8")))
    return {}


def _stamp(**facts: str) -> None:
    """Written whole or not at all: a half-written stamp would look like another Python's."""
    draft = STAMP.with_suffix(".new")
    draft.write_text(json.dumps(facts), encoding="utf-8")
    os.replace(draft, STAMP)
