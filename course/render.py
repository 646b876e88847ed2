"""Chapter sources to executed notebooks: the same bytes for the same inputs, only what changed.

What the cells build is fold.py's; the learner's copies are workspace.py's.
"""

import asyncio
import hashlib
import os
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from copy import deepcopy
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_notebook

from course.anatomy import cells_of, size_of
from course.banner import banner
from course.files import write
from course.learner import as_typed
from course.parse import Chapter, CourseError, read_chapters
from course.paths import NOTEBOOKS, ROOT, SOURCES

SECONDS_PER_CELL = 120

# Fixed, for the kernel's own answer holds the patch version of Python.
_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "pygments_lexer": "ipython3",
    },
}


def render(
    chapters: Sequence[Chapter], *, only_changed: bool = True, directory: Path = NOTEBOOKS
) -> list[Path]:
    """Executes the chapters whose notebook is not up to date, as many at once as there are
    processors; returns the notebooks written. CourseError names each cell that failed; the
    notebook of its chapter stays as it was."""
    stale = [c for c in chapters if not only_changed or _finding(c, chapters, directory)]
    return asyncio.run(_render_all(stale, chapters, directory))


def check_rendered(
    chapters: Sequence[Chapter] | None = None, directory: Path = NOTEBOOKS
) -> list[str]:
    """What is not as `render` would leave it, a sentence each."""
    chapters = read_chapters(SOURCES) if chapters is None else chapters
    stale = [(c, _finding(c, chapters, directory)) for c in chapters]
    findings = [
        f"{chapter.slug}.ipynb {found}: run `make build`" for chapter, found in stale if found
    ]
    slugs = {chapter.slug for chapter in chapters}
    unknown = [path for path in sorted(directory.glob("*.ipynb")) if path.stem not in slugs]
    return findings + [f"{path.name} has no source: delete it" for path in unknown]


def convert(chapter: Chapter, chapters: Sequence[Chapter]) -> NotebookNode:
    """The notebook before execution; all chapters are needed for its banner and fingerprint."""
    notebook: NotebookNode = new_notebook()  # type: ignore[no-untyped-call]
    notebook.cells = cells_of(chapter.source.read_text(encoding="utf-8"))
    notebook.metadata = _METADATA | {"course": {"fingerprint": fingerprint(chapter, chapters)}}
    if chapter.builds:
        minutes = size_of(notebook.cells).minutes
        heading, _, rest = notebook.cells[0].source.partition("\n")
        notebook.cells[0].source = f"{heading}\n\n{banner(chapter, chapters, minutes)}\n{rest}"
    builds = iter(chapter.builds)
    seen: Counter[str] = Counter()
    for cell in notebook.cells:
        is_build = cell.cell_type == "code" and cell.source.split(maxsplit=1)[:1] == ["%%build"]
        # A build cell keeps its id when we mend its body: a learner's version of it stays its own.
        content = str(next(builds).key) if is_build else cell.source
        cell.id = hashlib.sha256(f"{cell.cell_type} {content}".encode()).hexdigest()[:12]
        seen[cell.id] += 1
        if seen[cell.id] > 1:
            cell.id += f"-{seen[cell.id]}"
    return notebook


def fingerprint(chapter: Chapter, chapters: Iterable[Chapter]) -> str:
    """Of all that the outputs depend on: the source, the app that all chapters build, the suite and
    the engine."""
    files = [*_engine(), *sorted((ROOT / "tests/app").rglob("*.py"))]
    texts = [chapter.source.read_text(encoding="utf-8")]
    texts += [as_typed(cell) for each in chapters for cell in each.builds]
    texts += [path.read_text(encoding="utf-8") for path in files]
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]


def _engine() -> list[Path]:
    """The modules that a notebook can reach, by their `from course.x import` lines. A change of the
    authors' side must not make every notebook stale."""
    found: set[Path] = set()
    names = ["__init__"]
    while names:
        path = ROOT / "course" / names.pop()
        files = set(path.glob("*.py")) if path.is_dir() else {path.with_suffix(".py")}
        texts = [file.read_text(encoding="utf-8") for file in files - found]
        found |= files
        names += re.findall(r"^ *from course\.(\w+) import", "".join(texts), re.MULTILINE)
    return sorted(found)


def _finding(chapter: Chapter, chapters: Sequence[Chapter], directory: Path) -> str:
    """What is wrong with a chapter's notebook; empty if nothing is."""
    path = _path(chapter, directory)
    if not path.exists():
        return "is missing"
    found = nbformat.reads(path.read_text("utf-8"), as_version=4)  # type: ignore[no-untyped-call]
    made = convert(chapter, chapters)
    if [_written(cell) for cell in found.cells] != [_written(cell) for cell in made.cells]:
        return "differs from its source"
    if found.metadata != made.metadata:
        return "was executed with other sources"
    ran = [cell.execution_count for cell in found.cells if cell.cell_type == "code" and cell.source]
    return "was not executed" if None in ran else ""


def _written(cell: NotebookNode) -> tuple[object, ...]:
    return cell.id, cell.cell_type, cell.source, cell.metadata


async def _render_all(
    stale: Iterable[Chapter], chapters: Sequence[Chapter], directory: Path
) -> list[Path]:
    turn = asyncio.Semaphore(os.cpu_count() or 2)

    async def render_one(chapter: Chapter) -> Path:
        notebook = convert(chapter, chapters)
        async with turn:
            await _execute(chapter, notebook)
        text = nbformat.writes(notebook)  # type: ignore[no-untyped-call]
        write(_path(chapter, directory), text + "\n")
        return _path(chapter, directory)

    done = await asyncio.gather(*map(render_one, stale), return_exceptions=True)
    failed = [each for each in done if isinstance(each, BaseException)]
    for each in failed:
        if not isinstance(each, CourseError):
            raise each
    if failed:
        raise CourseError("\n".join(map(str, failed)))
    return [each for each in done if isinstance(each, Path)]


async def _execute(chapter: Chapter, notebook: NotebookNode) -> None:
    """In a workspace where nobody ran anything, without the author's own IPython settings."""
    begun: list[NotebookNode] = []
    metadata = deepcopy(notebook.metadata)
    with tempfile.TemporaryDirectory(prefix="fast forge ", ignore_cleanup_errors=True) as workspace:
        client = _client(notebook, workspace, begun)
        ours = {"COURSE_WORKSPACE": workspace, "IPYTHONDIR": f"{workspace}/ipython"}
        try:
            await client.async_execute(env=os.environ | ours)
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            number = notebook.cells.index(begun[-1]) + 1
            cell = f"chapter {chapter.number}, cell {number}"
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


def _path(chapter: Chapter, directory: Path) -> Path:
    return directory / f"{chapter.slug}.ipynb"
