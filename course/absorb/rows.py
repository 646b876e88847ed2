"""Edited lines of one file, handed to the build cells that own them. Proving it is edits.py's."""

import ast
import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from course.fold.tree import FoldedFile
from course.sources.body import hoisted_lines
from course.sources.chapter import BuildCell


class Unclear(Exception):
    """An edit that no single cell can take. The message says why."""


@dataclass(frozen=True)
class Row:
    """A line that is neither blank nor import, its place in the file, the blank lines above it."""

    place: int
    text: str
    above: tuple[str, ...]


@dataclass
class Slot:
    """What becomes of one line of a cell's body.

    Folding put `margin` spaces in front and cut off `rest`: the `...` of a class that later got
    members, the `}` of a dict that got items. None where the formatter rewrote the line.
    """

    original: Row
    margin: int
    rest: str | None
    before: list[Row] = field(default_factory=list)
    middle: list[Row] = field(default_factory=list)
    after: list[Row] = field(default_factory=list)

    def lines(self, blanks: Sequence[str]) -> Iterator[str]:
        """The new lines of the body; `blanks` stood above the old one and stay if they may."""
        for number, row in enumerate([*self.before, *self.middle, *self.after]):
            stays = number == 0 and row.above == self.original.above
            yield from blanks if stays else row.above
            yield row.text[self.margin :]


class FileEdit:
    """The bodies that turn a folded file's lines into the edited ones, or the reasons why not."""

    def __init__(self, path: str, file: FoldedFile, text: str) -> None:
        self.path = path
        self.reasons: list[str] = []
        self._file = file
        self._old = list(_rows(path, file.text))
        self._new = list(_rows(path, text))
        self._slots: dict[tuple[BuildCell, int], Slot] = {}
        ours, theirs = [row.text for row in self._old], [row.text for row in self._new]
        matcher = difflib.SequenceMatcher(None, ours, theirs, autojunk=False)
        for kind, first, last, start, end in matcher.get_opcodes():
            try:
                self._take(kind, self._old[first:last], self._new[start:end], (first, end))
            except Unclear as error:
                line = self._new[min(start, len(self._new) - 1)].place + 1 if self._new else 1
                self.reasons.append(f"{path} line {line}: {error}")

    @property
    def bodies(self) -> dict[BuildCell, str]:
        """The changed ones."""
        bodies = {cell: self._body(cell) for cell, _ in self._slots}
        return {cell: body for cell, body in bodies.items() if body != cell.body}

    def _take(self, kind: str, old: list[Row], new: list[Row], gap: tuple[int, int]) -> None:
        if kind == "insert":
            self._insert(new, *gap)
        elif len(old) == len(new):
            for ours, theirs in zip(old, new, strict=True):
                self._pair(ours, theirs)
        else:
            owners = dict.fromkeys(str(self._owner(row)[0]) for row in old)
            if new and len(owners) > 1:
                raise Unclear(
                    f"lines of {' and '.join(owners)} changed together, and their number with "
                    "them: absorb one edit after the other"
                )
            for number, row in enumerate(old):
                self._replace(row, new if number == 0 else [])

    def _pair(self, ours: Row, theirs: Row) -> None:
        if ours.text != theirs.text:
            self._replace(ours, [theirs])
        elif ours.above != theirs.above:
            slot = self._slot(ours)
            slot.middle = [replace(row, above=theirs.above) for row in slot.middle]

    def _replace(self, row: Row, rows: list[Row]) -> None:
        cell, _ = self._owner(row)
        slot = self._slot(row)
        if slot.rest is None or (slot.rest and len(rows) != 1):
            raise Unclear(f"the line reads differently in {cell}: edit that cell")
        if not _fits(rows, slot.margin):
            raise Unclear(f"the line is indented less than {cell} is")
        slot.middle = [replace(each, text=each.text + slot.rest) for each in rows]

    def _insert(self, rows: list[Row], at: int, end: int) -> None:
        """New lines stick to the neighbour they stand closer to, else to the one above. They cannot
        go between the lines that opening up `{}` made of one."""
        above, below = self._old[max(at - 1, 0) : at], self._old[at : at + 1]
        closer_below = end < len(self._new) and len(self._new[end].above) < len(rows[0].above)
        for row in [*below, *above] if closer_below else [*above, *below]:
            slot = self._slot(row)
            pieces = [each for each in self._old if self._owner(each) == self._owner(row)]
            if _fits(rows, slot.margin) and row == pieces[-1 if row in above else 0]:
                slot.before += rows if row in below else []
                slot.after += rows if row in above else []
                return
        raise Unclear("no step can take the new lines in: put them into a build cell")

    def _owner(self, row: Row) -> tuple[BuildCell, int]:
        owner, number = self._file.owners[row.place], self._file.numbers[row.place]
        if owner is None or number is None:
            raise Unclear("the line has no owner")
        return owner, number

    def _slot(self, row: Row) -> Slot:
        cell, number = self._owner(row)
        line = cell.body.split("\n")[number]
        margin = max(_margin(row.text) - _margin(line), 0)
        kept = replace(row, text=" " * margin + line)
        rest = kept.text.removeprefix(row.text) if kept.text.startswith(row.text) else None
        return self._slots.setdefault((cell, number), Slot(row, margin, rest, middle=[kept]))

    def _body(self, cell: BuildCell) -> str:
        body: list[str] = []
        blanks: list[str] = []
        for number, line in enumerate(cell.body.split("\n")[:-1]):
            if line.strip():
                slot = self._slots.get((cell, number))
                body += slot.lines(blanks) if slot else [*blanks, line]
                blanks = []
            else:
                blanks.append(line)
        return "\n".join(body).strip("\n") + "\n"


def _rows(path: str, text: str) -> Iterator[Row]:
    imports = hoisted_lines(ast.parse(text)) if path.endswith(".py") else set()
    above: list[str] = []
    for place, line in enumerate(text.split("\n")[:-1]):
        if line.strip() and place not in imports:
            yield Row(place, line, tuple(above))
        above = [] if line.strip() else [*above, line]


def _margin(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def _fits(rows: Sequence[Row], margin: int) -> bool:
    return all(_margin(row.text) >= margin for row in rows)
