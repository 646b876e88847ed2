"""What the browser's Python knows of the book: the engine, the app, the sources, the suite.

Answers to exercises are not in it, but for the modules that later exercises and the checks stand
on: no page and no notebook shows those.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from course.fold.tidy import TIDIED, tidied
from course.fold.tree import assemble, untidied
from course.grading.misconceptions import WRONG
from course.paths import ROOT, SOURCES
from course.sources.chapter import BuildCell
from course.sources.exercise import MASTERS
from course.sources.parse import read_chapters

HERE: Final = Path(__file__).parent
_INSIDE: Final = HERE / "inside"
_TAKEN: Final = (
    "course/**/*.py",
    "exercises/checks/*.py",
    "exercises/invitations/*.py",
    "exercises/source/*.md",
    "exercises/wrong/*/*.py",
    "notebooks/source/*.md",
    "pyproject.toml",
    "reference_app/**/*",
    "tests/__init__.py",
    "tests/app/**/*.py",
)


def book() -> dict[str, bytes]:
    """By the place below the root, which is where Python finds packages there."""
    files = {path.relative_to(ROOT).as_posix(): _told(path).encode() for path in _files()}
    return {**files, TIDIED.relative_to(ROOT).as_posix(): tidied(_texts()).encode()}


def _told(path: Path) -> str:
    """A file without what a learner is to find."""
    text = path.read_text(encoding="utf-8")
    if path.parent == MASTERS:
        return _ALTERNATIVES.sub("", _SOLUTIONS.sub(r"\1", text))
    if path.is_relative_to(WRONG):
        docstring = ast.parse(text).body[0]
        return "\n".join([*text.split("\n")[: docstring.end_lineno], ""])
    return text


_SOLUTIONS: Final = re.compile(r"(### BEGIN SOLUTION\n)(?:(?! *### ).*\n)*")  # which may be empty
_ALTERNATIVES: Final = re.compile(
    r"^<!-- alternative -->\n.*?(?=^<!-- |^## |\Z)", re.DOTALL | re.MULTILINE
)


def _texts() -> list[str]:
    """All that a fold hands to ruff while our cells are run in their order."""
    files: dict[str, list[BuildCell]] = {}
    for chapter in read_chapters(SOURCES):
        for cell in chapter.builds:
            files.setdefault(cell.key.path, []).append(cell)
    drafts = [
        assemble(cells[: number + 1])[path]
        for path, cells in files.items()
        if path.endswith(".py")
        for number in range(len(cells))
    ]
    return list(dict.fromkeys(map(untidied, drafts)))


def stand_in(module: str) -> dict[str, bytes]:
    """The files of a module, or package, that stands in for a library."""
    files = [*(_INSIDE / module).rglob("*.py"), *_INSIDE.glob(f"{module}.py")]
    return {path.relative_to(_INSIDE).as_posix(): path.read_bytes() for path in files}


def _files() -> Iterator[Path]:
    for pattern in _TAKEN:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file() and "__pycache__" not in path.parts and HERE not in path.parents:
                yield path
