"""Which step wrote a line of the app."""

import difflib
from itertools import groupby
from typing import NamedTuple

from course.fold import FoldedFile, Tree
from course.parse import BuildCell, CourseError


class Passage(NamedTuple):
    """Neighbouring lines of one owner, blank ones between them included; counted from 1."""

    path: str
    first: int
    last: int
    cell: BuildCell

    def __str__(self) -> str:
        lines = (
            f"line {self.first}" if self.first == self.last else f"lines {self.first}-{self.last}"
        )
        return f"{self.path} {lines}: chapter {self.cell.chapter}, {self.cell}"


def where(tree: Tree, place: str) -> list[Passage]:
    """The passages of `domain/users.py`, or the one around line 12 of `domain/users.py:12`."""
    name, _, number = place.partition(":")
    path = f"reference_app/{name.removeprefix('reference_app/')}"
    if path not in tree:
        close = difflib.get_close_matches(path, tree, n=1)
        raise CourseError(
            f"the app has no {path}" + (f": did you mean {close[0]}?" if close else "")
        )
    passages = _passages(path, tree[path])
    if not number:
        return passages
    last = len(tree[path].owners)
    if not number.isdecimal() or not 1 <= int(number) <= last:
        raise CourseError(f"{path} has lines 1 to {last}, no line {number}")
    around = [each for each in passages if each.first <= int(number) <= each.last]
    return around or [min(passages, key=lambda each: abs(each.first - int(number)))]


def _passages(path: str, file: FoldedFile) -> list[Passage]:
    owned = [(number, owner) for number, owner in enumerate(file.owners, 1) if owner]
    groups = (list(group) for _, group in groupby(owned, key=lambda pair: pair[1]))
    return [Passage(path, group[0][0], group[-1][0], group[0][1]) for group in groups]
