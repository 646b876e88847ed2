"""What a learner changed in our cells, told in a line or as a diff. Undoing it is learner.py's."""

import difflib
import re
from collections.abc import Iterator, Mapping
from itertools import groupby

from course.learner import Learner, as_typed
from course.parse import BuildCell, Chapter, CourseError


def read_step(text: str) -> tuple[int, int]:
    """Chapter and step of "3.4"."""
    found = re.fullmatch(r"(\d+)\.(\d+)", text)
    if found is None:
        raise CourseError(f"'{text}' is no step: name one by chapter and number, like 3.4")
    return int(found[1]), int(found[2])


def diff(learner: Learner, number: int, step: int | None) -> str:
    """What the learner ran in a chapter, against ours: one step, or all."""
    ours = {cell.step: cell for cell in learner.chapter(number).builds}
    ran = [cell for cell in learner.ran(number) if step in (None, cell.step)]
    changed = [cell for cell in ran if cell != ours.get(cell.step)]
    if changed:
        return "\n".join(line for cell in changed for line in _changes(cell, ours))
    if step is None:
        return f"chapter {number}: no cell that you ran differs from ours"
    return f"step {number}.{step}: " + ("yours is ours" if ran else "you have not run it")


def mend(learner: Learner, number: int, failed: BuildCell, path: str | None = None) -> str:
    """What may help when a cell does not fit while a chapter is open: a step to run before it, or a
    change to look at. With a path, only steps that build this file count."""
    chapters = [each for each in learner.chapters.values() if each.number <= number]
    ours = [cell for each in chapters for cell in each.builds if path in (None, cell.key.path)]
    ran = [cell for each in chapters for cell in learner.ran(each.number)]
    done = {(cell.chapter, cell.step) for cell in ran}
    for cell in ours:
        if cell.chapter == number and cell.step < failed.step and (number, cell.step) not in done:
            return f"Run {cell} first."
    for cell in (failed, *ran):
        if cell not in ours and path in (None, cell.key.path):
            step = f"{cell.chapter}.{cell.step}"
            return (
                f"Your step {step} is not ours: `%course diff {step}` shows the difference, "
                f"`%course reset {step}` takes it back."
            )
    return ""


def whose(learner: Learner, number: int) -> str:
    """Whose cells the chapters before are made of: "chapters 1-2 yours, 3 ours"."""
    before = [each for each in learner.chapters.values() if each.number < number and each.builds]
    spans = []
    for state, group in groupby(before, key=lambda chapter: _state(learner, chapter)):
        numbers = [chapter.number for chapter in group]
        span = f"{numbers[0]}-{numbers[-1]}" if len(numbers) > 1 else f"{numbers[0]}"
        spans.append(f"{span} {state}")
    several = "s" if "-" in "".join(spans[:1]) else ""
    return f"chapter{several} {', '.join(spans)}" if spans else ""


def _state(learner: Learner, chapter: Chapter) -> str:
    ran = {cell.step for cell in learner.ran(chapter.number)}
    if not ran:
        return "ours"
    return "yours" if ran >= {cell.step for cell in chapter.builds} else "partly yours"


def _changes(cell: BuildCell, ours: Mapping[int, BuildCell]) -> Iterator[str]:
    before = as_typed(ours[cell.step]).splitlines() if cell.step in ours else []
    names = f"{cell}, ours", f"{cell}, yours"
    return difflib.unified_diff(before, as_typed(cell).splitlines(), *names, lineterm="")
