"""Which step wrote a line of the app, and which chapters a file."""

import difflib
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from course.errors import CourseError
from course.fold.tree import FoldedFile, Tree
from course.sources.chapter import BuildCell


class Passage(NamedTuple):
    """Neighbouring lines of one owner, blank ones between them included; counted from 1."""

    path: str
    first: int
    last: int
    cell: BuildCell
    imports: bool

    def __str__(self) -> str:
        lines = (
            f"line {self.first}" if self.first == self.last else f"lines {self.first}-{self.last}"
        )
        return f"{self.path} {lines}: chapter {self.cell.chapter}, {self.cell}"


def where(tree: Tree, place: str) -> list[str]:
    """A row per passage of `domain/users.py`, the one around line 12 of `domain/users.py:12`, or
    without a place a row per file."""
    if not place:
        return [f"{path}: {_chapters(filter(None, file.owners))}" for path, file in tree.items()]
    name, _, number = place.partition(":")
    path = f"reference_app/{name.removeprefix('reference_app/')}"
    if path not in tree:
        close = difflib.get_close_matches(path, tree, n=1)
        raise CourseError(
            f"the app has no {path}" + (f": did you mean {close[0]}?" if close else "")
        )
    passages = _passages(path, tree[path])
    if not number:
        return [*_imports(path, passages), *(str(each) for each in passages if not each.imports)]
    last = len(tree[path].owners)
    if not number.isdecimal() or not 1 <= int(number) <= last:
        raise CourseError(f"{path} has lines 1 to {last}, no line {number}")
    around = [each for each in passages if each.first <= int(number) <= each.last]
    return list(map(str, around or [min(passages, key=lambda each: abs(each.first - int(number)))]))


def _imports(path: str, passages: list[Passage]) -> list[str]:
    """One row for all: each line has its own last user, which tells little."""
    owners = [each.cell for each in passages if each.imports]
    return [f"{path} imports: {_chapters(owners)}"] if owners else []


def _chapters(cells: Iterable[BuildCell]) -> str:
    numbers = sorted({cell.chapter for cell in cells})
    return f"chapter{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}"


def _passages(path: str, file: FoldedFile) -> list[Passage]:
    """A line of a cell has a number in its body; an import, which several may share, has none."""
    owned = [
        (number, owner, line is None)
        for number, (owner, line) in enumerate(zip(file.owners, file.numbers, strict=True), 1)
        if owner
    ]
    groups = (list(group) for _, group in groupby(owned, key=lambda each: each[1:]))
    return [Passage(path, group[0][0], group[-1][0], *group[0][1:]) for group in groups]
