"""Copies of an app, with something changed on purpose or not. The app itself stays as it is."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from course.errors import CourseError
from course.paths import PACKAGE

Change = tuple[str, str, str]
"""A file such as "container.py", a text in it, and what stands there instead."""


@contextmanager
def copied(tree: Path) -> Iterator[Path]:
    """A directory with a copy of the app in `tree`, for as long as the block lasts."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        directory = Path(scratch).resolve()
        # With what is compiled: it starts faster.
        shutil.copytree(tree / PACKAGE, directory / PACKAGE)
        yield directory


@contextmanager
def changed(tree: Path, changes: Sequence[Change]) -> Iterator[Path]:
    """A directory with the app of `tree` and these changes, for as long as the block lasts; without
    any, `tree` itself.

    Raises `CourseError` for a text that its file does not hold exactly once.
    """
    if not changes:
        yield tree
        return
    with copied(tree) as directory:
        copy = directory / PACKAGE
        for change in changes:
            if [type(part) for part in change] != [str, str, str]:
                raise CourseError("a change is a file, a text in it and what shall stand there")
            name, before, after = change
            file = copy / name
            if not file.is_file() or copy not in file.resolve().parents:
                raise CourseError(f"the app has no file {name}, such as container.py")
            text = file.read_text(encoding="utf-8")
            if text.count(before) != 1:
                raise CourseError(
                    f"{name} holds {before!r} {text.count(before)} times, not once: has a cell of "
                    "yours changed it? `%course diff` shows what you changed"
                )
            file.write_text(text.replace(before, after), encoding="utf-8")
        yield directory
