"""The folder of a class: what `course class init` writes, for nbgrader to work in."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import nbformat

from course.classroom.assignment import released
from course.errors import CourseError
from course.files import write
from course.sources.exercise import read_exercises

CONFIG: Final = "nbgrader_config.py"
_README: Final = Path(__file__).with_name("for_instructors.md")


def create_class(folder: Path) -> None:
    """Raises `CourseError`, and writes nothing, where something lies already."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CourseError(f"{folder} is not empty: nothing was written. Name a new folder.")
    files = dict(_files())
    try:
        for name, text in files.items():
            write(folder / name, text)
    except OSError as error:
        raise CourseError(f"The folder can't be made: {error}. Name another.") from error


def require_class(folder: Path) -> None:
    """Raises `CourseError` for a folder that is none of a class."""
    if not (folder / CONFIG).is_file():
        raise CourseError(f"{folder} is no class: `course class init` makes one.")


def _files() -> Iterator[tuple[str, str]]:
    slugs = []
    for exercise in read_exercises():
        slugs.append(exercise.slug)
        text = nbformat.writes(released(exercise))  # type: ignore[no-untyped-call]
        yield f"source/{exercise.slug}/{exercise.slug}.ipynb", text + "\n"
    yield CONFIG, _CONFIG
    readme = _README.read_text(encoding="utf-8").replace("SLUG", slugs[0])
    yield "README.md", readme.replace("PROGRAMS", str(Path(sys.executable).parent))


_CONFIG: Final = '''"""How nbgrader grades here: made by `course class init`, yours to edit."""

try:
    from course.classroom.plugins import configure
except ImportError as missing:  # else nbgrader would go on without, and run what was handed in
    raise SystemExit(f"This class needs the nbgrader of Fast Forge's own .venv: {missing}.")

c = get_config()
c.CourseDirectory.course_id = "fast-forge"
configure(c)
'''
