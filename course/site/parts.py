"""Which lines of a file each step wrote, and how a step is named in addresses."""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from course.fold.tree import FoldedFile
from course.sources.chapter import BuildCell


def anchor(cell: BuildCell) -> str:
    """Of a step, on the page of its chapter and on those of the files that it wrote."""
    return f"step-{cell.chapter}-{cell.step}"


class Part(NamedTuple):
    """Neighbouring lines that one step wrote, or the imports, with the last step that asked for
    one; counted from 0."""

    first: int
    last: int
    cell: BuildCell
    imports: bool


def parts_of(file: FoldedFile) -> list[Part]:
    """All of a file, but for blank lines at the edges of parts."""
    owned = [
        (line, owner, number is None)
        for line, (owner, number) in enumerate(zip(file.owners, file.numbers, strict=True))
        if owner
    ]
    groups = groupby(owned, key=lambda each: "imports" if each[2] else each[1])
    return [_part([*group]) for _, group in groups]


def _part(lines: Sequence[tuple[int, BuildCell, bool]]) -> Part:
    last = max((cell for _, cell, _ in lines), key=lambda cell: (cell.chapter, cell.step))
    return Part(lines[0][0], lines[-1][0], last, lines[0][2])
