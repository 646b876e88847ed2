"""What is generated into a chapter's prose: the line below its title, the links to its exercises.

The map that its first cell shows is in pictures/layer_map.py.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from course.fold.births import Birth, births
from course.fold.tree import fold
from course.paths import PACKAGE
from course.pictures.layer_map import filled_lines
from course.sources.chapter import BuildCell, Chapter
from course.sources.exercise import Exercise

_IMPORT: Final = re.compile(rf"^from ({PACKAGE}[\w.]*) import ([\w, ]+)$", re.MULTILINE)


def banner(chapter: Chapter, chapters: Sequence[Chapter], minutes: int) -> str:
    """A line of Markdown: which chapter, how long it takes, what it builds on, the app so far."""
    last = max(each.number for each in chapters)
    facts = [f"Chapter {chapter.number} of {last}", f"about {minutes} minutes"]
    if earlier := _builds_on(chapter, chapters):
        links = (f"[{each.number}]({each.slug}.ipynb)" for each in earlier)
        facts.append(f"builds on {', '.join(links)}")
    before = [cell for each in chapters if each.number < chapter.number for cell in each.builds]
    if before:
        texts = [file.text for file in fold(before).values()]
        facts.append(f"the app so far: {len(texts)} files, {sum(map(filled_lines, texts)):,} lines")
    return f"*{' · '.join(facts)}*"


def exercises(exercise: Exercise) -> str:
    """Markdown: what there is to try after the chapter."""
    minutes = sum(task.minutes for task in exercise.tasks)
    notebook = f"[exercises](../exercises/{exercise.slug}.ipynb)"
    tasks = "\n".join(f"* {task.stars} {task.title}" for task in exercise.tasks)
    return (
        f"## Now you\n\nThe {notebook} of this chapter, about {minutes} minutes, and each answer "
        f"is graded as soon as you ask:\n\n{tasks}"
    )


def _builds_on(chapter: Chapter, chapters: Sequence[Chapter]) -> list[Chapter]:
    """Earlier chapters that brought a symbol which one of its cells imports."""
    born = _born(tuple(cell for each in chapters for cell in each.builds))
    text = chapter.source.read_text(encoding="utf-8")
    names = {
        f"{module}.{name.strip()}"
        for module, found in _IMPORT.findall(text)
        for name in found.split(",")
    }
    numbers = {born[name].first for name in names if name in born}
    return [each for each in chapters if each.number in numbers and each.number < chapter.number]


@cache
def _born(cells: tuple[BuildCell, ...]) -> Mapping[str, Birth]:
    """Once for all chapters: the whole app is read for it."""
    return births(cells)
