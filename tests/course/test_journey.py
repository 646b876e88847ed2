"""A learner's whole journey: the notebooks they get, run in real kernels, build the app."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from course.learner import Learner
from course.parse import read_chapters
from course.paths import APP, SOURCES
from course.workspace import create_workspace
from tests.course.kernels import OPTIONS

CHAPTERS = read_chapters(SOURCES)


def run_notebook(path: Path) -> None:
    """As JupyterLab would: from its own directory, saved when done. Raises at a cell that fails."""
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    client = NotebookClient(
        notebook, timeout=60, extra_arguments=OPTIONS, resources={"metadata": {"path": path.parent}}
    )
    client.execute()
    nbformat.write(notebook, path)  # type: ignore[no-untyped-call]


def files(directory: Path) -> dict[str, bytes]:
    return {
        path.relative_to(directory).as_posix(): path.read_bytes()
        for path in directory.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.mark.parametrize("first", [1, 7])
def test_whoever_runs_the_chapters_has_built_the_app(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: int
) -> None:
    monkeypatch.delenv("COURSE_WORKSPACE", raising=False)
    workspace = tmp_path / "my workspace"
    create_workspace(workspace)
    for chapter in CHAPTERS[first - 1 :]:
        run_notebook(workspace / f"{chapter.slug}.ipynb")
    assert files(workspace / "reference_app") == files(APP)
    learner = Learner(workspace, CHAPTERS)
    begun = [chapter.number for chapter in CHAPTERS if learner.ran(chapter.number)]
    assert begun == list(range(first, len(CHAPTERS) + 1))
