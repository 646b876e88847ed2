"""Notebooks to download: as a learner gets them, without our answers to earlier exercises."""

import tempfile
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from course.grading.published import without_answers
from course.learner.workspace import create_workspace
from course.paths import NOTEBOOKS


def downloads() -> dict[str, NotebookNode]:
    """By their place in the site."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        create_workspace(root, NOTEBOOKS)
        chapters, exercises = root.glob("*.ipynb"), (root / "exercises").glob("*.ipynb")
        found = {f"learn/{path.name}": _read(path) for path in chapters}
        found |= {f"exercises/{path.name}": _read(path) for path in exercises}
    return found


def _read(path: Path) -> NotebookNode:
    notebook: NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    notebook.cells = [*map(without_answers, notebook.cells)]
    return notebook
