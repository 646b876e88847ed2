"""Tables of the chapters and the exercises: order, minutes, level."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

import nbformat

from course.fold.tree import Tree, fold
from course.paths import NOTEBOOKS, ROOT
from course.pictures.layer_map import LAYERS
from course.sources.anatomy import cells_of, size_of
from course.sources.chapter import Chapter
from course.sources.exercise import Exercise

_ROW: Final = re.compile(r"^\| (\d+) \| [^|]+ \| ([^|]+) \|$", re.MULTILINE)
_BUILDS_ON: Final = re.compile(r"builds on ([^·*]+)")
_ASKED: Final = {
    "async": re.compile(r"\bawait\b"),
    "SQL": re.compile(r"^(?:from|import) (?:sqlalchemy|sqlmodel)", re.MULTILINE),
    "HTTP": re.compile(r"^(?:from|import) (?:fastapi|starlette)", re.MULTILINE),
}


def chapter_table(chapters: Sequence[Chapter]) -> str:
    """In order: what each builds, minutes, what it takes to read it."""
    said = dict(_ROW.findall((ROOT / "README.md").read_text(encoding="utf-8")))
    head = "| | chapter | what you build | minutes | level | builds on |\n|---|---|---|---|---|---|"
    return "\n".join([head, *(_row(each, said.get(str(each.number), "")) for each in chapters)])


def _row(chapter: Chapter, built: str) -> str:
    minutes = size_of(cells_of(chapter.source.read_text(encoding="utf-8"))).minutes
    earlier = _BUILDS_ON.search(_top(chapter))
    links = earlier[1].strip().replace("](", "](/notebooks/") if earlier else ""
    title = f"[{chapter.title}](/notebooks/{chapter.slug}.ipynb)"
    return f"| {chapter.number} | {title} | {built} | {minutes} | {_level(chapter)} | {links} |"


def _top(chapter: Chapter) -> str:
    """With the line of facts that rendering put there."""
    path = NOTEBOOKS / f"{chapter.slug}.ipynb"
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    return str(notebook.cells[0].source)


def _level(chapter: Chapter) -> str:
    text = "\n".join(cell.body for cell in chapter.builds)
    found = [name for name, mark in _ASKED.items() if mark.search(text)]
    return " and ".join(found) or "plain Python"


def layer_table(chapters: Sequence[Chapter]) -> str:
    """How many lines each chapter brings to each layer."""
    tree = fold(cell for each in chapters for cell in each.builds)
    lines = Counter(_owned(tree))
    numbers = [each.number for each in chapters if each.builds]
    rows = [["layer", *map(str, numbers)], ["---"] * (len(numbers) + 1)]
    for layer in LAYERS:
        rows.append([layer, *(str(lines[layer, number] or "") for number in numbers)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _owned(tree: Tree) -> Iterator[tuple[str, int]]:
    """Layer and chapter of each line."""
    for path, file in tree.items():
        name = path.split("/")[1].removesuffix(".py")
        layer = "presentation" if name == "__main__" else name
        yield from ((layer, owner.chapter) for owner in file.owners if owner)


def exercise_table(exercises: Sequence[Exercise]) -> str:
    """Their tasks and minutes."""
    head = "| | exercise | tasks | minutes |\n|---|---|---|---|"
    return "\n".join([head, *map(_exercise, exercises)])


def _exercise(each: Exercise) -> str:
    title = f"[{each.title.removeprefix('Exercises: ')}](/exercises/{each.slug}.ipynb)"
    tasks = "<br>".join(f"{task.stars} {task.title}" for task in each.tasks)
    return f"| {each.number} | {title} | {tasks} | {sum(task.minutes for task in each.tasks)} |"
