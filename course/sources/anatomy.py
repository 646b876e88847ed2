"""What a chapter is made of: cells, parts, size. The rules that it must keep are in manuscript.py.

Authors begin a part with a line `<!-- part: need -->`, which becomes a tag of its cells.
"""

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from math import ceil
from typing import Final

import jupytext  # type: ignore[import-untyped]
from nbformat import NotebookNode, from_dict

# In the order that most chapters have them; FIXED holds those that always come in this order.
PARTS: Final = (
    "need",
    "goals",
    "wrong",
    "idea",
    "build",
    "fittings",
    "use",
    "proof",
    "tradeoffs",
    "exercises",
    "recap",
)
PREDICTION: Final = "prediction"
LOCAL: Final = "local"  # authors' own tag: what a browser, with its one thread, can't run
FIXED: Final = ("need", "goals", "proof", "tradeoffs", "recap")

_MARKER: Final = re.compile(r"^<!-- part: (\w+) -->\n?", re.MULTILINE)
_WORDS_A_MINUTE: Final = 150  # of technical prose, read to be understood
_LINES_A_MINUTE: Final = 20  # of code, read


def cells_of(text: str) -> list[NotebookNode]:
    """The cells of a source; each has the tag of its part, those before the first have none."""
    part = ""
    cells: list[NotebookNode] = []
    for cell in jupytext.reads(text, fmt="md").cells:
        before, *rest = (
            _MARKER.split(cell.source) if cell.cell_type == "markdown" else [cell.source]
        )
        pieces = [(part, before), *zip(rest[::2], rest[1::2], strict=True)]
        part = pieces[-1][0]
        cells += [_cell(cell, kind, source.strip()) for kind, source in pieces if source.strip()]
    return cells


def _cell(cell: NotebookNode, part: str, source: str) -> NotebookNode:
    """A copy of a cell with this source; the heading of the fittings is folded in JupyterLab."""
    prediction = PREDICTION if source.startswith("guess = ") else ""
    local = LOCAL if LOCAL in cell.metadata.get("tags", ()) else ""
    tags = [tag for tag in (part, prediction, local) if tag]
    metadata: dict[str, object] = {"tags": tags} if tags else {}
    if part == "fittings" and source.startswith("## "):
        metadata["jp-MarkdownHeadingCollapsed"] = True
    copy = deepcopy(cell)
    copy.source, copy.metadata = source, from_dict(metadata)  # type: ignore[no-untyped-call]
    return copy


def part_of(cell: NotebookNode) -> str:
    """Empty for the cells before the first part."""
    return next(
        (tag for tag in cell.metadata.get("tags", ()) if tag not in (PREDICTION, LOCAL)), ""
    )


@dataclass(frozen=True)
class Size:
    """`words`: prose outside the fittings. `taught`: lines of each code cell outside the fittings.
    `built`, `fitted`: lines that build cells bring, in all and in the fittings."""

    words: int
    taught: tuple[int, ...]
    built: int
    fitted: int

    @property
    def minutes(self) -> int:
        """To read, to run and to think, in steps of five: a minute for each taught code cell."""
        reading = self.words / _WORDS_A_MINUTE + sum(self.taught) / _LINES_A_MINUTE
        return 5 * ceil((reading + len(self.taught)) / 5)


def size_of(cells: Sequence[NotebookNode]) -> Size:
    """Of a chapter's cells."""
    main = [cell for cell in cells if part_of(cell) != "fittings"]
    prose = "\n".join(cell.source for cell in main if cell.cell_type == "markdown")
    code = [cell for cell in main if cell.cell_type == "code"]
    built = [cell for cell in cells if cell.source.startswith("%%build")]
    fitted = [cell for cell in built if part_of(cell) == "fittings"]
    return Size(
        words=len(
            re.findall(r"[^\W_][\w'./-]*", re.sub(r"</?[a-z][^>\n]*>|\]\([^)]*\)", " ", prose))
        ),
        taught=tuple(len(_written(cell)) for cell in code),
        built=sum(len(_written(cell)) for cell in built),
        fitted=sum(len(_written(cell)) for cell in fitted),
    )


def _written(cell: NotebookNode) -> list[str]:
    """Lines that are not blank and no magic."""
    lines = [line for line in cell.source.splitlines() if line.strip()]
    return lines[1:] if lines and lines[0].startswith("%%") else lines
