"""What stands at the head of a chapter: where one is, and the map of the app's layers."""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from course.anatomy import size_of
from course.births import births
from course.diagrams import layers
from course.fold import fold
from course.kernel import PACKAGE
from course.parse import Chapter
from course.svg import Mark, Picture

_IMPORT: Final = re.compile(rf"^from ({PACKAGE}[\w.]*) import ([\w, ]+)$", re.MULTILINE)
LAYERS: Final = (
    "presentation",
    "container",
    "infrastructure",
    "application",
    "domain",
    "settings",
)


def banner(chapter: Chapter, chapters: Sequence[Chapter]) -> str:
    """A line of Markdown: which chapter, how long it takes, what it builds on, the app so far."""
    last = max(each.number for each in chapters)
    facts = [f"Chapter {chapter.number} of {last}", f"about {size_of(chapter).minutes} minutes"]
    if earlier := _builds_on(chapter, chapters):
        links = (f"[{each.number}]({each.slug}.ipynb)" for each in earlier)
        facts.append(f"builds on {', '.join(links)}")
    before = [cell for each in chapters if each.number < chapter.number for cell in each.builds]
    if before:
        texts = [file.text for file in fold(before).values()]
        facts.append(f"the app so far: {len(texts)} files, {sum(map(_lines, texts)):,} lines")
    return f"*{' · '.join(facts)}*"


def _builds_on(chapter: Chapter, chapters: Sequence[Chapter]) -> list[Chapter]:
    """Earlier chapters that brought a symbol which one of its cells imports."""
    born = births([cell for each in chapters for cell in each.builds])
    text = chapter.source.read_text(encoding="utf-8")
    names = {
        f"{module}.{name.strip()}"
        for module, found in _IMPORT.findall(text)
        for name in found.split(",")
    }
    numbers = {born[name].first for name in names if name in born}
    return [each for each in chapters if each.number in numbers and each.number < chapter.number]


def map_of(chapter: Chapter, tree: Path) -> Picture:
    """The layers, outermost first, with what they hold in `tree`; those built here are lit."""
    here = {_layer(cell.key.path) for cell in chapter.builds}
    app = tree / PACKAGE
    sizes = Counter[str]()
    for file in app.rglob("*.py"):
        path = file.relative_to(tree).as_posix()
        sizes[_layer(path)] += _lines(file.read_text(encoding="utf-8"))
    rows = {name: _row(name in here, sizes[name]) for name in LAYERS}
    title = f"Where chapter {chapter.number} builds"
    told = "; ".join(f"{name}: {remark or 'empty'}" for name, (remark, _) in rows.items())
    return Picture(title, f"The layers from the outermost in. {told}.", layers(title, rows))


def _row(lit: bool, lines: int) -> tuple[str, Mark]:
    remarks = [f"{lines:,} line{'s' if lines > 1 else ''}"] if lines else []
    remarks += ["this chapter builds here"] if lit else []
    return ", ".join(remarks), "lit" if lit else "plain"


def _layer(path: str) -> str:
    """Of `reference_app/domain/users.py`: domain. The command line is a door."""
    name = path.split("/")[1].removesuffix(".py")
    return name if name in LAYERS else "presentation" if name == "__main__" else ""


def _lines(text: str) -> int:
    """That hold something."""
    return sum(bool(line.strip()) for line in text.splitlines())
