"""Which cell of a chapter a learner's cell is: ours, changed or not, or their own. No files."""

import itertools
from collections.abc import Sequence
from dataclasses import replace

from course.parse import BuildCell, Chapter, Key


def authored(chapter: Chapter, key: Key) -> BuildCell | None:
    """Our cell with this key, else the one at the same place that shares most names (they added a
    helper next to our class), else None: it is their own."""
    there = [cell for cell in chapter.builds if _place(cell.key) == _place(key)]
    same = [cell for cell in there if _alike(cell.key, key)]
    return max(same, key=lambda cell: (cell.key == key, len(_common(cell.key, key))), default=None)


def take_in(chapter: Chapter, ran: Sequence[BuildCell], cell: BuildCell) -> list[BuildCell]:
    """`ran` with the cell in place of those that it is a new version of. A cell that was split
    keeps both halves: they share our cell, but no name."""
    stays = [not _is_version(chapter, cell.key, each.key) for each in ran]
    at = stays.index(False) if False in stays else len(ran)
    rest = list(itertools.compress(ran, stays))
    return [*rest[:at], cell, *rest[at:]]


def in_authored_order(chapter: Chapter, cells: Sequence[BuildCell]) -> list[BuildCell]:
    """The cells with their steps. Those of the learner's own come last, in the order given."""
    own = itertools.count(len(chapter.builds) + 1)
    placed = []
    for cell in cells:
        ours = authored(chapter, cell.key)
        first = (
            min(map(ours.key.names.index, _common(ours.key, cell.key)), default=0) if ours else 0
        )
        placed.append((ours.step if ours else next(own), first, cell))
    placed.sort(key=lambda each: each[:2])
    return [replace(cell, step=step) for step, _, cell in placed]


def _is_version(chapter: Chapter, new: Key, old: Key) -> bool:
    same_place = _place(new) == _place(old) and _alike(new, old)
    return same_place and authored(chapter, new) == authored(chapter, old)


def _alike(one: Key, other: Key) -> bool:
    return one.names == other.names or bool(_common(one, other))


def _common(one: Key, other: Key) -> set[str]:
    return {*one.names} & {*other.names}


def _place(key: Key) -> tuple[str, str, str | None]:
    return key.path, key.form, key.target
