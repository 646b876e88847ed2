"""Chapter sources to notebooks: banner, ids, and what their outputs depend on.

What the cells build is fold/'s; how they are executed, execute.py's; the learner's copies are
learner/'s.
"""

import hashlib
import re
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

from course.paths import NOTEBOOKS, ROOT
from course.sources.anatomy import cells_of, part_of, size_of
from course.sources.chapter import Chapter, as_typed
from course.sources.exercise import read_exercises
from course.write.banner import banner, exercises
from course.write.execute import Page, execute, finding, give_ids, notebook_of


def render(
    chapters: Sequence[Chapter],
    some: Sequence[Chapter] | None = None,
    *,
    only_changed: bool = True,
    directory: Path = NOTEBOOKS,
) -> list[Path]:
    """Executes those of the chapters, or some of them, whose notebook is not up to date; returns
    the notebooks written."""
    return execute(_pages(chapters, some, directory), only_changed=only_changed)


def check_rendered(
    chapters: Sequence[Chapter],
    some: Sequence[Chapter] | None = None,
    directory: Path = NOTEBOOKS,
) -> list[str]:
    """What is not as `render` would leave it, a sentence each."""
    found = check_pages(_pages(chapters, some, directory))
    return found + without_source(directory, [each.slug for each in chapters])


def check_pages(pages: Sequence[Page]) -> list[str]:
    """What is not as executing these pages would leave it."""
    stale = [(page.path.name, finding(page)) for page in pages]
    return [f"{name} {found}: run `make build`" for name, found in stale if found]


def without_source(directory: Path, slugs: Collection[str]) -> list[str]:
    """Notebooks that none of these sources makes."""
    paths = sorted(directory.glob("*.ipynb"))
    return [f"{each.name} has no source: delete it" for each in paths if each.stem not in slugs]


def _pages(
    chapters: Sequence[Chapter], some: Sequence[Chapter] | None, directory: Path
) -> list[Page]:
    return [
        Page(f"chapter {each.number}", directory / f"{each.slug}.ipynb", convert(each, chapters))
        for each in (chapters if some is None else some)
    ]


def convert(chapter: Chapter, chapters: Sequence[Chapter]) -> NotebookNode:
    """The notebook before execution; all chapters are needed for its banner and fingerprint."""
    cells = cells_of(chapter.source.read_text(encoding="utf-8"))
    if chapter.builds:
        heading, _, rest = cells[0].source.partition("\n")
        line = banner(chapter, chapters, size_of(cells).minutes)
        cells[0].source = f"{heading}\n\n{line}\n{rest}"
    for exercise in read_exercises():
        if exercise.slug == chapter.slug:
            _insert(cells, exercises(exercise))
    builds = iter(chapter.builds)
    # A build cell keeps its id when we mend its body: a learner's version of it stays its own.
    give_ids((cell, str(next(builds).key) if _is_build(cell) else cell.source) for cell in cells)
    return notebook_of(cells, fingerprint(chapter, chapters))


def _insert(cells: list[NotebookNode], text: str) -> None:
    """Before what the chapter ends with."""
    tags = {"tags": ["exercises"]}
    cell: NotebookNode = new_markdown_cell(text, metadata=tags)  # type: ignore[no-untyped-call]
    parts = [*map(part_of, cells), "recap"]
    cells.insert(parts.index("recap"), cell)


def _is_build(cell: NotebookNode) -> bool:
    return bool(cell.cell_type == "code" and cell.source.split(maxsplit=1)[:1] == ["%%build"])


def fingerprint(chapter: Chapter, chapters: Iterable[Chapter]) -> str:
    """Of all that the outputs depend on: the source, its pictures, the app that all chapters build,
    the suite and the engine."""
    pictures = ROOT / "course/pictures/chapters" / f"{chapter.slug.partition('_')[2]}.py"
    files = [
        *_engine(),
        *filter(Path.exists, [pictures]),
        *sorted((ROOT / "tests/app").rglob("*.py")),
    ]
    texts = [chapter.source.read_text(encoding="utf-8")]
    texts += [as_typed(cell) for each in chapters for cell in each.builds]
    texts += [path.read_text(encoding="utf-8") for path in files]
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]


def _engine() -> list[Path]:
    """The modules that a notebook can reach, by their `from course.x import` lines. A change of the
    authors' side must not make every notebook stale."""
    found: set[Path] = set()
    names = ["__init__"]
    while names:
        path = ROOT / "course" / names.pop().replace(".", "/")
        file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        if file not in found:
            found.add(file)
            text = file.read_text(encoding="utf-8")
            names += re.findall(r"^ *from course\.([\w.]+) import", text, re.MULTILINE)
    return sorted(found)
