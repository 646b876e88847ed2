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
        copy = Path(scratch) / PACKAGE
        shutil.copytree(tree / PACKAGE, copy)  # with what is compiled: it starts faster
        for name, before, after in changes:
            file = copy / name
            if not file.is_file():
                raise CourseError(f"the app has no file {name}, such as container.py")
            text = file.read_text(encoding="utf-8")
            if text.count(before) != 1:
                raise CourseError(
                    f"{name} holds {before!r} {text.count(before)} times, not once: has a cell of "
                    "yours changed it? `%course diff` shows what you changed"
                )
            file.write_text(text.replace(before, after), encoding="utf-8")
        yield Path(scratch)
