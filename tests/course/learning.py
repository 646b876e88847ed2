"""A learner of the small library for tests: its steps, changed ones, and what ends up in files."""

from collections.abc import Iterable
from pathlib import Path

from course.fold.tree import fold
from course.sources.chapter import BuildCell
from tests.course.folding import builds, cell, library

CHAPTERS = library()
STEPS = {str(each): each for each in builds(CHAPTERS)}
BOOKS, MEMBERS, BORROW = STEPS["step 1.2"], STEPS["step 2.1"], STEPS["step 2.2"]
HELPER = "\n\ndef spoken(title: str) -> str:\n    return title.title()\n"


def changed(ours: BuildCell, old: str, new: str) -> BuildCell:
    """A step with another text in it, as a learner would run it."""
    assert old in ours.body
    return cell(f"%%build {ours.key.path}\n{ours.body.replace(old, new)}", chapter=ours.chapter)


THICK = changed(BOOKS, "> 400", "> 500")
NAMED = changed(MEMBERS, "    name: str", '    name: str = "Bo"')


def app(directory: Path) -> dict[str, str]:
    """The files of the app in a directory."""
    files = (path for path in directory.glob("reference_app/**/*") if path.is_file())
    return {
        path.relative_to(directory).as_posix(): path.read_text("utf-8")
        for path in files
        if path.parent.name != "__pycache__"
    }


def texts(cells: Iterable[BuildCell]) -> dict[str, str]:
    """The files that the cells build."""
    return {path: file.text for path, file in fold(cells).items()}


def everything(directory: Path) -> dict[Path, bytes]:
    """All files, ours and the learner's."""
    return {path: path.read_bytes() for path in directory.rglob("*") if path.is_file()}
