"""A learner's whole journey: the notebooks they get, run in real kernels, build the app."""

from pathlib import Path

import jupytext  # type: ignore[import-untyped]
import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode

from course.learner.learner import Learner
from course.learner.workspace import create_workspace
from course.paths import APP, SOURCES
from course.sources.chapter import Chapter
from course.sources.parse import read_chapters
from tests.course.kernels import OPTIONS

CHAPTERS = read_chapters(SOURCES)
RUN = (2, 6, 10, CHAPTERS[-1].number)


def run_notebook(path: Path, beginnings: tuple[str, ...] = ("",)) -> NotebookNode:
    """As JupyterLab would: from its own directory, saved when done. Raises at a cell that fails.
    Runs the cells that begin in one of these ways: that all of them run, nbval shows."""
    notebook: NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    notebook.cells = [cell for cell in notebook.cells if cell.source.startswith(beginnings)]
    client = NotebookClient(
        notebook, timeout=60, extra_arguments=OPTIONS, resources={"metadata": {"path": path.parent}}
    )
    client.execute()
    nbformat.write(notebook, path)  # type: ignore[no-untyped-call]
    return notebook


def publish(chapter: Chapter, directory: Path) -> None:
    """A chapter as it stands in its source, without the outputs that a committed one has."""
    directory.mkdir()
    notebook = jupytext.read(chapter.source, fmt="md")
    jupytext.write(notebook, directory / f"{chapter.slug}.ipynb")


def files(directory: Path) -> dict[str, bytes]:
    return {
        path.relative_to(directory).as_posix(): path.read_bytes()
        for path in directory.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_self_test_needs_no_app_and_survives_what_nobody_predicted(tmp_path: Path) -> None:
    self_test = CHAPTERS[0]
    publish(self_test, tmp_path / "edition")
    create_workspace(tmp_path / "workspace", tmp_path / "edition")
    notebook = run_notebook(tmp_path / "workspace" / f"{self_test.slug}.ipynb")
    told = [output["text"] for cell in notebook.cells for output in cell.get("outputs", ())]
    assert len(told) == sum("guess = " in cell.source for cell in notebook.cells) == 6
    assert {line.split(";")[0] for line in told} == {"You said nothing yet"}
    assert not (tmp_path / "workspace" / "reference_app").exists()


def test_whoever_runs_chapters_has_built_the_app(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some of them, and not the first, for a kernel takes its time; what they leave out is ours."""
    monkeypatch.delenv("COURSE_WORKSPACE", raising=False)
    workspace = tmp_path / "my workspace"
    create_workspace(workspace)
    chapters = [chapter for chapter in CHAPTERS if chapter.number in RUN]
    for chapter in chapters:
        run_notebook(workspace / f"{chapter.slug}.ipynb", ("import course", "%%build"))
    assert files(workspace / "reference_app") == files(APP)
    learner = Learner(workspace, CHAPTERS)
    begun = [chapter.number for chapter in CHAPTERS if learner.ran(chapter.number)]
    assert begun == [chapter.number for chapter in chapters]
