"""An exercise in nbgrader's form: as it is released, and as it is graded."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

from course.grading.examine import checks_for
from course.grading.notebooks import starter
from course.sources.exercise import Exercise
from course.write.execute import notebook_of

_SCHEMA: Final = 3  # of nbgrader's metadata
_LINK: Final = re.compile(r"\[([^\]]+)\]\(\.\./[^)]+\)")  # to a notebook, which is not handed out


def released(exercise: Exercise) -> NotebookNode:
    """The starter. Answers are solution cells, checks have the points, all else is read-only."""
    cells = []
    for cell, _ in _cells(exercise):
        if "nbgrader" not in cell.metadata:
            cell.metadata["nbgrader"] = _metadata(cell, locked=True)
        cells.append(cell)
    return _notebook(cells)


def submitted(
    exercise: Exercise, answers: Mapping[int, str], remarks: Sequence[str]
) -> NotebookNode:
    """Our cells with a learner's answers, an empty one where there is none; remarks on top.

    nbgrader knows answers and checks by name. Of the other cells it is told nothing: a new edition
    may have others than the one that was released.
    """
    cells = [_remarks(remarks)] if remarks else []
    for cell, number in _cells(exercise):
        if cell.id == f"answer-{number}":
            cell.source = f"%%answer {number}\n{answers.get(number, '')}"
        cells.append(cell)
    return _notebook(cells)


def _cells(exercise: Exercise) -> Iterator[tuple[NotebookNode, int]]:
    """Each with the number of the task that it answers or checks, else 0."""
    for cell in starter(exercise):
        if cell.cell_type == "markdown":
            cell.source = _LINK.sub(r"\1", cell.source)
        role, _, number = cell.id.partition("-")
        if role == "answer":
            cell.metadata["nbgrader"] = _metadata(cell, solution=True)
        if role == "check":
            points = sum(check.points for check in checks_for(exercise.task(int(number))))
            cell.metadata["nbgrader"] = _metadata(cell, grade=True, locked=True, points=points)
        yield cell, int(number) if "nbgrader" in cell.metadata else 0


def _metadata(cell: NotebookNode, **is_so: float) -> dict[str, Any]:
    nothing = {"grade": False, "solution": False, "locked": False, "task": False}
    return nothing | {
        "schema_version": _SCHEMA,
        "grade_id": cell.id,
        "cell_type": cell.cell_type,
        **is_so,
    }


def _remarks(remarks: Sequence[str]) -> NotebookNode:
    text = "\n".join(["**About the notebook that was handed in**\n", *(f"* {r}" for r in remarks)])
    cell: NotebookNode = new_markdown_cell(text, id="remarks")  # type: ignore[no-untyped-call]
    return cell


def _notebook(cells: Sequence[NotebookNode]) -> NotebookNode:
    notebook = notebook_of(cells, fingerprint="")
    del notebook.metadata["course"]
    return notebook
