"""What may be published of an exercise: our answers to earlier ones, which a notebook of the clone
shows, are left out of pages and of notebooks to load."""

import re
from functools import cache
from typing import Final

from nbformat import NotebookNode

from course.grading.notebooks import kept_modules

_SHOWN: Final = re.compile(
    r"<details><summary><code>exercises/invitations/(\w+\.py)</code></summary>.*?</details>",
    re.DOTALL,
)


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
