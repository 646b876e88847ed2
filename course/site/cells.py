"""Cells of the site's copies of notebooks. Which of them a page has: chapters.py and exercises.py;
what HTML they become: rendering.py, and the template in jupyter/.
"""

import re
from collections.abc import Callable
from typing import Final

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_raw_cell

from course.errors import CourseError

# Wide drawings scroll on a narrow page: by keyboard too.
_FIGURE: Final = re.compile(r'<figure (?=style=".*?overflow-x)')
_REACHED: Final = '<figure tabindex="0" role="group" aria-label="Picture" '
_SHOWN: Final = ("text/html", "text/plain")


def as_text(notebook: NotebookNode) -> str:
    """For the file."""
    return str(nbformat.writes(notebook))  # type: ignore[no-untyped-call]


def text_cell(source: str, *tags: str) -> NotebookNode:
    """Markdown."""
    cell: NotebookNode = new_markdown_cell(source, metadata={"tags": [*tags]})  # type: ignore[no-untyped-call]
    return cell


def html_cell(source: str) -> NotebookNode:
    """HTML that need not be whole: what begins here may end in a later cell."""
    cell: NotebookNode = new_raw_cell(source)  # type: ignore[no-untyped-call]
    return cell


def fold_outputs(cell: NotebookNode, summary: str) -> None:
    """What the cell puts out, if anything, is shown below a line that unfolds it."""
    cell.metadata["folded"] = summary


def ready_outputs(cell: NotebookNode) -> None:
    """Leaves what a page may show, and makes drawings reachable. Raises `CourseError` for an output
    of which no page can show anything."""
    for output in cell.outputs:
        if data := output.get("data"):
            output["data"] = {kind: data[kind] for kind in _SHOWN if kind in data}
            if not output["data"]:
                raise CourseError(
                    f"the site can't show an output of {', '.join(data)}: "
                    "teach site/cells.py and the template in site/jupyter/"
                )
    change_outputs(cell, lambda text: _FIGURE.sub(_REACHED, text))


def change_outputs(cell: NotebookNode, change: Callable[[str], str]) -> None:
    """Of all that the cell puts out."""
    for output in cell.outputs:
        if "text" in output:
            output["text"] = change(output["text"])
        for kind, shown in output.get("data", {}).items():
            output["data"][kind] = change(shown)
