"""Notebooks to executed notebooks: the same bytes for the same inputs, only what changed.

What stands in them is render.py's, for chapters, and grading/notebooks.py's, for exercises.
"""

import asyncio
import hashlib
import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Final, NamedTuple

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_notebook

from course.errors import CourseError
from course.files import write

SECONDS_PER_CELL: Final = 120

# Fixed, for the kernel's own answer holds the patch version of Python.
_METADATA: Final = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "pygments_lexer": "ipython3",
    },
}


class Page(NamedTuple):
    """A notebook that is not executed yet, and where it goes. `name` is for messages."""

    name: str
    path: Path
    notebook: NotebookNode


def notebook_of(cells: Sequence[NotebookNode], fingerprint: str) -> NotebookNode:
    """Of cells that are wanted so. The fingerprint is of all that the outputs depend on."""
    notebook: NotebookNode = new_notebook()  # type: ignore[no-untyped-call]
    notebook.cells = list(cells)
    notebook.metadata = _METADATA | {"course": {"fingerprint": fingerprint}}
    return notebook


def give_ids(cells: Iterable[tuple[NotebookNode, str]]) -> None:
    """To each cell an id of its kind and a text; the second of the same gets a number."""
    seen: Counter[str] = Counter()
    for cell, text in cells:
        cell.id = hashlib.sha256(f"{cell.cell_type} {text}".encode()).hexdigest()[:12]
        seen[cell.id] += 1
        if seen[cell.id] > 1:
            cell.id += f"-{seen[cell.id]}"


def execute(pages: Sequence[Page], *, only_changed: bool = True) -> list[Path]:
    """Executes the pages that are not up to date, as many at once as there are processors; returns
    what was written. CourseError names each cell that failed; its notebook stays as it was."""
    stale = [page for page in pages if not only_changed or finding(page)]
    return asyncio.run(_execute_all(stale))


def finding(page: Page) -> str:
    """What is wrong with a page as it is on disk; empty if nothing is."""
    if not page.path.exists():
        return "is missing"
    text = page.path.read_text(encoding="utf-8")
    found = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
    if list(map(_written, found.cells)) != list(map(_written, page.notebook.cells)):
        return "differs from its source"
    if found.metadata != page.notebook.metadata:
        return "was executed with other sources"
    ran = [cell.execution_count for cell in found.cells if cell.cell_type == "code" and cell.source]
    return "was not executed" if None in ran else ""


def _written(cell: NotebookNode) -> tuple[object, ...]:
    return cell.id, cell.cell_type, cell.source, cell.metadata


async def _execute_all(pages: Iterable[Page]) -> list[Path]:
    turn = asyncio.Semaphore(os.cpu_count() or 2)

    async def execute_one(page: Page) -> Path:
        async with turn:
            await _execute(page)
        text = nbformat.writes(page.notebook)  # type: ignore[no-untyped-call]
        write(page.path, text + "\n")
        return page.path

    done = await asyncio.gather(*map(execute_one, pages), return_exceptions=True)
    failed = [each for each in done if isinstance(each, BaseException)]
    for each in failed:
        if not isinstance(each, CourseError):
            raise each
    if failed:
        raise CourseError("\n".join(map(str, failed)))
    return [each for each in done if isinstance(each, Path)]


async def _execute(page: Page) -> None:
    """In a workspace where nobody ran anything, without the author's own IPython settings."""
    begun: list[NotebookNode] = []
    notebook = page.notebook
    metadata = deepcopy(notebook.metadata)
    with tempfile.TemporaryDirectory(prefix="fast forge ", ignore_cleanup_errors=True) as workspace:
        client = _client(notebook, workspace, begun)
        ours = {"COURSE_WORKSPACE": workspace, "IPYTHONDIR": f"{workspace}/ipython"}
        try:
            await client.async_execute(env=os.environ | ours)
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            number = notebook.cells.index(begun[-1]) + 1
            cell = f"{page.name}, cell {number}"
            first = begun[-1].source.partition("\n")[0]
            raise CourseError(f"{cell} ({first}): {_reason(error)}") from error
    notebook.metadata = metadata


def _client(notebook: NotebookNode, workspace: str, begun: list[NotebookNode]) -> NotebookClient:
    return NotebookClient(
        notebook,
        kernel_name="python3",
        timeout=SECONDS_PER_CELL,
        extra_arguments=["--log-level=ERROR"],
        coalesce_streams=True,
        record_timing=False,
        force_raise_errors=True,
        raise_on_iopub_timeout=True,
        on_cell_execute=lambda cell, cell_index: begun.append(cell),
        resources={"metadata": {"path": workspace}},
    )


def _reason(error: Exception) -> str:
    match error:
        case CellExecutionError(ename=kind, evalue=text):
            return f"{kind}: {text}"
        case CellTimeoutError():
            return f"it took longer than {SECONDS_PER_CELL} s"
    return "its kernel died"
