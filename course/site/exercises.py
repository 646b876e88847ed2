"""Pages of exercises: statements and starters. No answer is in them, nor in the notebooks to load.

Our answers to earlier exercises, which a notebook of the clone shows, are left out.
"""

import re
from functools import cache
from typing import Final

import nbformat
from nbformat import NotebookNode

from course.grading.exercise import EXERCISES, Exercise
from course.grading.notebooks import kept_modules
from course.site.cells import as_text, fold_outputs, ready_outputs
from course.site.chapters import Ways, with_actions
from course.site.pages import NotebookPage

_SHOWN: Final = re.compile(
    r"<details><summary><code>exercises/invitations/(\w+\.py)</code></summary>.*?</details>",
    re.DOTALL,
)
_TITLE: Final = re.compile(r"# .*\n+(?:\*After .*\*\n*)?")
_FIRST_CHECK: Final = "What the check says before you begin"


def exercise_page(exercise: Exercise, ways: Ways) -> NotebookPage:
    """The tasks, with what the checks say of the starters."""
    path = EXERCISES / f"{exercise.slug}.ipynb"
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    cells = [*map(without_answers, notebook.cells)]
    for cell in cells:
        if cell.cell_type == "code":
            ready_outputs(cell)
            if cell.source.startswith("course.check("):
                fold_outputs(cell, _FIRST_CHECK)
    notebook.cells = with_actions(cells, _TITLE, ways)
    title = f"{exercise.number}. {exercise.title.removeprefix('Exercises: ')}"
    place = f"exercises/{exercise.slug}.md"
    return NotebookPage(place, title, as_text(notebook), f"exercises/{path.name}")


def without_answers(cell: NotebookNode) -> NotebookNode:
    """The cell, without modules that are our answers to exercises."""

    def _left_out(found: re.Match[str]) -> str:
        if found[1] not in _answers():
            return found[0]
        return (
            f"*Here the notebook of a clone shows `exercises/invitations/{found[1]}`, our answer "
            "to an earlier exercise.*"
        )

    if cell.cell_type == "markdown":
        cell.source = _SHOWN.sub(_left_out, cell.source)
    return cell


@cache
def _answers() -> frozenset[str]:
    """Modules that are our answers, by name."""
    return frozenset(path.name for path, _ in kept_modules())
