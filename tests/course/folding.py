"""Build cells for tests: written as in a notebook, or read from the chapters of a small library."""

from pathlib import Path

from course.fold.tree import Tree, fold
from course.sources.chapter import BuildCell, Chapter
from course.sources.parse import parse_build, read_chapters

LIBRARY = Path(__file__).parent / "library"
PAGE = "reference_app/page.py"


def cell(source: str, *, chapter: int = 1, step: int = 1) -> BuildCell:
    """The build cell of one notebook cell."""
    magic, _, body = source.partition("\n")
    return parse_build(magic.removeprefix("%%build"), body, chapter=chapter, step=step)


def cells(*sources: str) -> list[BuildCell]:
    """Build cells, a chapter each; a source without its own `%%build` continues the page."""
    whole = [each if each.startswith("%%build") else f"%%build {PAGE} {each}" for each in sources]
    return [cell(source, chapter=number) for number, source in enumerate(whole, 1)]


def page(*sources: str) -> str:
    """The text of the page that the cells build."""
    return fold(cells(*sources))[PAGE].text


def owned(tree: Tree, path: str = PAGE) -> list[tuple[int, str]]:
    """The filled lines of a file, each with the chapter that owns it."""
    file = tree[path]
    lines = zip(file.text.split("\n")[:-1], file.owners, strict=True)
    return [(owner.chapter, line.strip()) for line, owner in lines if owner]


def library() -> tuple[Chapter, ...]:
    """Four chapters that use every form of a build cell."""
    return read_chapters(LIBRARY)


def builds(chapters: tuple[Chapter, ...]) -> list[BuildCell]:
    """All build cells, as authored."""
    return [each for chapter in chapters for each in chapter.builds]
