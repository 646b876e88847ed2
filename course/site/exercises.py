"""Pages of exercises: statements and starters. No answer is in them, nor in the notebooks to load.

Our answers to earlier exercises, which a notebook of the clone shows, are left out.
"""

import re
from typing import Final

import nbformat

from course.grading.published import without_answers
from course.site.cells import as_text, fold_outputs, ready_outputs
from course.site.chapters import Ways, with_actions
from course.site.pages import NotebookPage
from course.sources.exercise import EXERCISES, Exercise

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
