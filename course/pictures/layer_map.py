"""The map that a chapter's first cell shows: the app's layers, and where this chapter builds."""

from collections import Counter
from pathlib import Path
from typing import Final

from course.paths import PACKAGE
from course.pictures.diagrams import layers
from course.pictures.svg import Mark, Picture
from course.sources.chapter import Chapter

LAYERS: Final = (
    "presentation",
    "container",
    "infrastructure",
    "application",
    "domain",
    "settings",
)


def map_of(chapter: Chapter, tree: Path) -> Picture:
    """The layers, outermost first, with what they hold in `tree`; those built here are lit."""
    here = {_layer(cell.key.path) for cell in chapter.builds}
    app = tree / PACKAGE
    sizes = Counter[str]()
    for file in app.rglob("*.py"):
        path = file.relative_to(tree).as_posix()
        sizes[_layer(path)] += filled_lines(file.read_text(encoding="utf-8"))
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


def filled_lines(text: str) -> int:
    """That hold something."""
    return sum(bool(line.strip()) for line in text.splitlines())
