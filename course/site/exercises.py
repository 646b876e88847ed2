"""Pages of exercises: statements and starters. No answer is in them, nor in the notebooks to load.

Our answers to earlier exercises, which a notebook of the clone shows, are left out.
"""

import re
from typing import Final

import nbformat
from nbformat import NotebookNode

from course.grading.published import without_answers
from course.site.cells import code, folded, outputs, prose
from course.site.chapters import Ways, actions
from course.site.pages import Page
from course.sources.exercise import EXERCISES, Exercise

_TITLE: Final = re.compile(r"\A(# .*\n+(?:\*After .*\*\n*)?)")
_FIRST_CHECK: Final = "What the check says before you begin"


def exercise_page(exercise: Exercise, ways: Ways) -> Page:
    """The tasks, with what the checks say of the starters."""
    path = EXERCISES / f"{exercise.slug}.ipynb"
    cells = nbformat.read(path, as_version=4).cells  # type: ignore[no-untyped-call]
    text = "\n\n".join(_shown(cell) for cell in map(without_answers, cells))
    text = _TITLE.sub(lambda top: f"{top[1].rstrip()}\n\n{actions(ways)}\n\n", text)
    title = f"{exercise.number}. {exercise.title.removeprefix('Exercises: ')}"
    return Page(f"exercises/{exercise.slug}.md", title, text, f"exercises/{path.name}")


def _shown(cell: NotebookNode) -> str:
    if cell.cell_type == "markdown":
        return prose(cell)
    html = outputs(cell)
    is_check = cell.source.startswith("course.check(")
    return f"{code(cell)}\n\n{folded(_FIRST_CHECK, html) if is_check and html else html}"
