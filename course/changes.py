"""An app with something changed on purpose, to see what notices. The app itself stays as it is."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from course.kernel import PACKAGE
from course.parse import CourseError

Change = tuple[str, str, str]
"""A file such as "container.py", a text in it, and what stands there instead."""


@contextmanager
def changed(tree: Path, changes: Sequence[Change]) -> Iterator[Path]:
    """A directory with the app of `tree` and these changes, for as long as the block lasts.

    Raises `CourseError` for a text that its file does not hold exactly once.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        copy = Path(scratch).resolve() / PACKAGE
        shutil.copytree(tree / PACKAGE, copy)  # with what is compiled: it starts faster
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
        yield Path(scratch)
