"""Which cell of a chapter a learner's cell is: ours, changed or not, or their own. No files."""

import difflib
import itertools
from collections.abc import Sequence
from dataclasses import replace

from course.sources.chapter import BuildCell, Chapter, Key
from course.sources.steps import OWN

ALIKE = 0.8  # the share of equal text from which on a body may be meant to be another


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
    if False not in stays:
        return [*ran, cell]
    at = stays.index(False)
    rest = list(itertools.compress(ran, stays))
    return [*rest[:at], replace(cell, step=ran[at].step), *rest[at:]]


def in_authored_order(chapter: Chapter, cells: Sequence[BuildCell]) -> list[BuildCell]:
    """The cells with their steps. Those of the learner's own come last; each that has no letter
    gets the next."""
    own = itertools.count(max([OWN, *(cell.step for cell in cells)]) + 1)
    placed = []
    for cell in cells:
        ours = authored(chapter, cell.key)
        first = (
            min(map(ours.key.names.index, _common(ours.key, cell.key)), default=0) if ours else 0
        )
        step = ours.step if ours else cell.step if cell.step > OWN else next(own)
        placed.append((step, first, cell))
    placed.sort(key=lambda each: each[:2])
    return [replace(cell, step=step) for step, _, cell in placed]


def superseded(
    chapter: Chapter, before: Sequence[BuildCell], after: Sequence[BuildCell], built: BuildCell
) -> list[BuildCell]:
    """What the learner wrote of a step and `built` takes the place of: ours does, and so does a
    version that lacks a name."""
    kept = {name for cell in after if cell.step == built.step for name in cell.key.names}
    return [
        cell
        for cell in before
        if cell.step == built.step
        and cell not in chapter.builds
        and not cell.was_ours
        and (built in chapter.builds or not kept.issuperset(cell.key.names))
    ]


def strays(cells: Sequence[BuildCell], built: BuildCell) -> list[BuildCell]:
    """Steps of the learner's own from the Jupyter cell in which another one was built now: before
    they mended its first line."""
    if built.jupyter_cell is None:
        return []
    same = [cell for cell in cells if cell.jupyter_cell == built.jupyter_cell]
    return [cell for cell in same if cell.step > OWN and cell.step != built.step]


def meant(chapter: Chapter, own: BuildCell) -> BuildCell | None:
    """Our cell that one of the learner's own may be a mistyped version of: it has the same names at
    another place, or nearly the same body."""
    named = [cell for cell in chapter.builds if own.key.names and cell.key.names == own.key.names]
    likeness = {cell: _likeness(cell.body, own.body) for cell in named or chapter.builds}
    best = max(likeness, key=likeness.__getitem__, default=None)
    return best if best and (named or likeness[best] >= ALIKE) else None


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()


def _is_version(chapter: Chapter, new: Key, old: Key) -> bool:
    same_place = _place(new) == _place(old) and _alike(new, old)
    return same_place and authored(chapter, new) == authored(chapter, old)


def _alike(one: Key, other: Key) -> bool:
    return one.names == other.names or bool(_common(one, other))


def _common(one: Key, other: Key) -> set[str]:
    return {*one.names} & {*other.names}


def _place(key: Key) -> tuple[str, str, str | None]:
    return key.path, key.form, key.target
