"""Wheels for other machines than this one: which of a lock are needed there, and pip to bring them.

Markers are evaluated here: pip would ask this interpreter, whatever platform it downloads for.
"""

import hashlib
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.tags import Tag
from packaging.utils import canonicalize_name, parse_wheel_filename

from course.bundle.tags import environment, platforms, tags
from course.errors import CourseError
from course.setup.installers import UNREACHABLE
from course.setup.targets import Target

MICROS: Final = 30  # releases of one Python: a marker may draw a line between two of them
AT_ONCE: Final = 4  # pip mostly waits for the index
PART: Final = 32  # packages for one pip, which takes half a second to start
NO_WHEEL = re.compile(r"No matching distribution found for (\S+)")


class Package(NamedTuple):
    """A requirement of the lock. `pin`: "name==version"; `hashes`: SHA-256, in hexadecimal."""

    pin: str
    marker: Marker | None
    hashes: tuple[str, ...]


class Wheel(NamedTuple):
    """A file, the pin that it is for, and what it fits."""

    path: Path
    pin: str
    tags: frozenset[Tag]

    @property
    def pure(self) -> bool:
        """Whether it fits every system."""
        return all(tag.platform == "any" for tag in self.tags)


def packages(lock: str) -> list[Package]:
    """All that a lock names, for whatever system."""
    found = []
    for block in re.split(r"\n(?=\S)", lock.strip()):
        requirement = Requirement(block.partition("\\")[0])
        pin = f"{canonicalize_name(requirement.name)}{requirement.specifier}"
        hashes = tuple(re.findall(r"--hash=sha256:(\w+)", block))
        found.append(Package(pin, requirement.marker, hashes))
    return found


class Wheels:
    """A folder of wheels, and the lock that they are for."""

    def __init__(self, directory: Path, lock: str) -> None:
        self.directory = directory
        self.packages = packages(lock)

    def discard(self) -> None:
        """Deletes what the lock has no hash of: older, damaged, or not copied to its end."""
        hashes = {each for package in self.packages for each in package.hashes}
        for path in self.directory.glob("*.whl"):
            with path.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
            if found not in hashes:
                path.unlink()

    def fetch(self, target: Target) -> None:
        """Downloads what is missing for a target; `lacking` tells what has no wheel for it.

        Raises `CourseError` when the index cannot be reached, or pip fails in another way.
        """
        here, missing = self._here(), defaultdict[str, list[Package]](list)
        for package, python in self._needed(target):
            if not _is_served([wheel for wheel in here if wheel.pin == package.pin], target):
                missing[python].append(package)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for python, wanted in missing.items():
                parts = [wanted[at : at + PART] for at in range(0, len(wanted), PART)]
                list(pool.map(lambda part, at=python: self._download(target, at, part), parts))

    def keep(self, targets: Iterable[Target]) -> None:
        """Deletes what none of them needs."""
        needed = {wheel.path for target in targets for wheel in self.of(target)}
        for wheel in self._here():
            if wheel.path not in needed:
                wheel.path.unlink()

    def of(self, target: Target) -> list[Wheel]:
        """What can be installed there, of what is needed there."""
        needed = {package.pin for package, _ in self._needed(target)}
        return [each for each in self._here() if each.pin in needed and each.tags & tags(target)]

    def lacking(self, target: Target) -> list[str]:
        """The pins that are needed there, and that no file here is for."""
        have = {wheel.pin for wheel in self.of(target)}
        return [package.pin for package, _ in self._needed(target) if package.pin not in have]

    def _here(self) -> list[Wheel]:
        return [_wheel(path) for path in sorted(self.directory.glob("*.whl"))]

    def _needed(self, target: Target) -> Iterator[tuple[Package, str]]:
        """With the first release of the target's Python that needs it."""
        releases = [f"{target.python}.{micro}" for micro in range(MICROS)]
        for package in self.packages:
            for python in releases:
                if not package.marker or package.marker.evaluate(environment(target, python)):
                    yield package, python
                    break

    def _download(self, target: Target, python: str, wanted: Sequence[Package]) -> None:
        """pip stops at the first package that has no wheel: it is asked again without that."""
        while wanted:
            done = self._pip(target, python, wanted)
            if done.returncode == 0:
                return
            if UNREACHABLE.search(done.stdout):
                raise CourseError(
                    "The package index cannot be reached. Run the same command again when it "
                    "can be: what is here already stays."
                )
            named = NO_WHEEL.search(done.stdout)
            rest = [each for each in wanted if not named or each.pin != named[1]]
            if len(rest) == len(wanted):
                last = "\n".join("  " + line for line in done.stdout.splitlines()[-8:])
                raise CourseError(f"pip cannot download for {target}. Its last words:\n{last}")
            wanted = rest

    def _pip(
        self, target: Target, python: str, wanted: Sequence[Package]
    ) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-input", "--no-deps"]
        command += ["--only-binary=:all:", "--require-hashes", "--python-version", python]
        command += ["--retries=2"]  # without one, it does not tell a dead index from an empty one
        command += [f"--platform={name}" for name in platforms(target.system)]
        with tempfile.TemporaryDirectory() as scratch:
            file = Path(scratch) / "wanted.txt"
            file.write_text("\n".join(map(_line, wanted)), encoding="utf-8")
            return subprocess.run(
                [*command, "--dest", str(self.directory), "--requirement", str(file)],
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                errors="replace",
                check=False,
            )


def _line(package: Package) -> str:
    """Without its marker."""
    return " ".join([package.pin, *(f"--hash=sha256:{each}" for each in package.hashes)])


def _is_served(wheels: Sequence[Wheel], target: Target) -> bool:
    """By a pure wheel only where there are no others: pip finds out whether there is a better."""
    fitting = [wheel for wheel in wheels if wheel.tags & tags(target)]
    return any(not wheel.pure or all(each.pure for each in wheels) for wheel in fitting)


@cache
def _wheel(path: Path) -> Wheel:
    name, version, _, fits = parse_wheel_filename(path.name)
    return Wheel(path, f"{name}=={version}", fits)
