"""Real kernels on one workspace, as a learner has them: at once, and one after the other."""

import asyncio
import tempfile
from pathlib import Path

import nbformat.v4
import pytest
from nbclient import NotebookClient

from course.sources.chapter import as_typed
from tests.course.kernels import OPTIONS, CellFailed, failure, kernel, opening
from tests.course.learning import CHAPTERS, MEMBERS, STEPS, app, texts


async def run_chapter(number: int, workspace: Path) -> list[str]:
    """All its cells, in a kernel of its own; the step that each says it is."""
    sources = [opening(number, workspace), *map(as_typed, CHAPTERS[number - 1].builds)]
    cells = list(map(nbformat.v4.new_code_cell, sources))
    notebook = nbformat.v4.new_notebook(cells=cells)  # type: ignore[no-untyped-call]
    await NotebookClient(notebook, extra_arguments=OPTIONS).async_execute()
    return [cell.outputs[0].text.partition(":")[0] for cell in notebook.cells[1:]]


async def test_two_chapters_run_at_once_do_not_disturb_each_other(workspace: Path) -> None:
    ran = await asyncio.gather(run_chapter(2, workspace), run_chapter(3, workspace))
    assert list(ran) == [[str(cell) for cell in CHAPTERS[number - 1].builds] for number in (2, 3)]
    ours = [cell for cell in STEPS.values() if cell.chapter < 4]
    assert app(workspace) == texts(ours)
    assert app(workspace / ".course" / "02" / "tree") == texts(
        cell for cell in ours if cell.chapter < 3
    )


def test_a_new_kernel_finds_what_was_run_before(workspace: Path) -> None:
    named = as_typed(MEMBERS).replace("    name: str", '    name: str = "Bo"')
    with kernel(workspace) as before:
        before.open(2, workspace)
        before.run(named)
    with kernel(workspace) as after:
        after.open(2, workspace)
        assert after.run("from reference_app.members import Member; print(Member().name)") == "Bo\n"


def test_a_workspace_is_found_from_its_directory(workspace: Path) -> None:
    (workspace / ".course").mkdir()
    with kernel(workspace) as process:
        assert process.run("import course.learner.workspace as w; print(w.find_workspace())") == (
            f"{workspace}\n"
        )


def test_a_notebook_elsewhere_gets_a_workspace_that_goes_with_its_kernel(tmp_path: Path) -> None:
    with kernel(tmp_path) as process:
        shown = process.run(
            "import course.learner.workspace as w; print(w.find_workspace())"
        ).strip()
        assert Path(shown).is_relative_to(tempfile.gettempdir())
        assert Path(shown).is_dir()
    assert not Path(shown).exists()


def test_the_app_with_the_learners_cells_needs_a_chapter(tmp_path: Path) -> None:
    with kernel(tmp_path) as process:
        shown = failure(process, "import course\nasync with course.app_with_mine(): ...")
        assert shown == "open a chapter first: course.chapter(5)"


def test_no_magic_before_the_chapter_is_open(tmp_path: Path) -> None:
    with kernel(tmp_path) as process, pytest.raises(CellFailed, match="course"):
        process.run("%course diff")
