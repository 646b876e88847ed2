"""`course bundle`: a folder for a stick, to carry into a room without a network.

It holds the repository's files, the wheels that a learner needs, and a page that says how to start.
What fits which machine is known to wheels.py.
"""

import json
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import product
from pathlib import Path

from pathspec import GitIgnoreSpec

from course.bundle.wheels import Wheels
from course.errors import CourseError
from course.files import write
from course.paths import LOCK, ROOT
from course.platforms import PYTHONS, SYSTEMS
from course.setup.targets import RECORD, REPOSITORY, WHEELS, Target, digest, read_record

GUIDE = Path(__file__).with_name("bundle.txt")
ALL = [Target(*each) for each in product(SYSTEMS, PYTHONS)]


def bundle(directory: Path, systems: Sequence[str] = (), pythons: Sequence[str] = ()) -> None:
    """Makes the folder or brings it up to date, and prints what it does.

    For all systems and Pythons, if none are named; wheels for others that are there stay. Raises
    `CourseError` when the folder is not ours, cannot be written, or the index does not answer.
    """
    try:
        copy_repository(ROOT, directory)
        wheels = Wheels(directory / WHEELS, LOCK.read_text(encoding="utf-8"))
        wheels.directory.mkdir(exist_ok=True)
        wheels.discard()
        _record(directory, serves=_served(wheels))  # should this end early
        for target in ALL:
            if target.system in (systems or SYSTEMS) and target.python in (pythons or PYTHONS):
                _fetch(wheels, target)
        wheels.keep(_served(wheels))
        _record(directory, serves=_served(wheels))
        _write_guide(directory, wheels)
    except OSError as error:
        raise CourseError(f"The bundle cannot be written: {error}.") from error


def repository_files(root: Path, bundle: Path) -> tuple[list[str], list[str]]:
    """The files to copy, as they are now; and those that git does not know and does not ignore.

    Without git, all that `.gitignore` does not name, but for the bundle itself. Paths as in git.
    """
    git = shutil.which("git")
    if git and (root / ".git").exists():
        tracked = _git(git, root, "ls-files", "-z")
        unknown = _git(git, root, "ls-files", "-z", "--others", "--exclude-standard")
        return [name for name in tracked if (root / name).is_file()], unknown
    ignored = GitIgnoreSpec.from_lines([".git", *(root / ".gitignore").read_text().splitlines()])
    paths = (root / name for name in ignored.match_tree_files(root, negate=True))
    inside = [path for path in paths if not path.resolve().is_relative_to(bundle.resolve())]
    return sorted(path.relative_to(root).as_posix() for path in inside), []


def _git(git: str, root: Path, *words: str) -> list[str]:
    done = subprocess.run([git, *words], cwd=root, capture_output=True, check=False)
    if done.returncode != 0:
        raise CourseError(f"git does not list the files here: {done.stderr.decode().strip()}")
    return [name for name in done.stdout.decode().split("\0") if name]


def copy_repository(root: Path, directory: Path) -> None:
    """Into a bundle, and begins it. What an earlier bundle copied and is no more goes; all else in
    there, such as a workspace, stays. Raises `CourseError` when the folder is no bundle."""
    names, unknown = repository_files(root, directory)
    before = _claimed(directory)
    target = directory / REPOSITORY
    _record(directory, lock=digest(LOCK), files=sorted({*before, *names}), serves=[])
    for name in names:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / name, target / name)  # modes are unknown to the sticks of Windows
    for name in {*before} - {*names}:
        (target / name).unlink(missing_ok=True)
    _record(directory, files=names)
    print(f"{REPOSITORY}: {len(names)} files, {_megabytes(target / name for name in names)}")
    if unknown:
        some = ", ".join(unknown[:3]) + (", ..." if len(unknown) > 3 else "")
        print(f"  left out, as git does not know them: {len(unknown)} files: {some}")


def _claimed(directory: Path) -> list[str]:
    """The files that an earlier bundle copied here. CourseError when the place is taken."""
    if (directory / RECORD).exists():
        return list(read_record(directory)["files"])
    for name in (REPOSITORY, WHEELS):
        if (directory / name).exists():
            raise CourseError(
                f"{directory / name} was not made by `course bundle`: name another folder."
            )
    directory.mkdir(parents=True, exist_ok=True)
    write(directory / RECORD, json.dumps({"lock": "", "serves": [], "files": []}))
    return []


def _record(directory: Path, **facts: object) -> None:
    write(directory / RECORD, json.dumps(read_record(directory) | facts, indent=1) + "\n")


def _served(wheels: Wheels) -> list[Target]:
    return [target for target in ALL if not wheels.lacking(target)]


def _fetch(wheels: Wheels, target: Target) -> None:
    before = len(wheels.of(target))
    print(f"{target.system:<14} {target.python:<5}", end="", flush=True)
    wheels.fetch(target)
    found = wheels.of(target)
    print(f"{len(found):4} wheels, {len(found) - before:3} of them new", flush=True)
    if lacking := wheels.lacking(target):
        print(f"  NOT SERVED: there is no wheel of {', '.join(lacking)} for it.", flush=True)


def _write_guide(directory: Path, wheels: Wheels) -> None:
    """The page for the participants, and the same table for who made the bundle."""
    serves = defaultdict[str, list[str]](list)
    for target in map(Target._make, read_record(directory)["serves"]):
        serves[target.system].append(target.python)
    lines = []
    for system, pythons in serves.items():
        paths = {each.path for python in pythons for each in wheels.of(Target(system, python))}
        size = _megabytes(paths)
        lines.append(f"{system:<14} {len(paths):4} wheels {size:>8}  Python {', '.join(pythons)}")
    table = "\n".join(lines)
    size = _megabytes(path for path in directory.rglob("*") if path.is_file())
    text = GUIDE.read_text(encoding="utf-8").format(table=table, size=size, repository=REPOSITORY)
    (directory / "README.txt").write_text(text, encoding="utf-8", newline="\r\n")
    print(f"\n{table}\n\n{directory}: {size}. What a participant types is in its README.txt.")


def _megabytes(paths: Iterable[Path]) -> str:
    return f"{sum(path.stat().st_size for path in paths) / 1_000_000:.0f} MB"
