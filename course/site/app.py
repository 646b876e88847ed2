"""Pages of the app's modules: what they offer, and which step of which chapter wrote each part."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Final

from course.fold.tree import FoldedFile, Tree
from course.paths import module_name
from course.pictures.layer_map import LAYERS
from course.site.pages import Page, fenced, place_of
from course.site.parts import anchor, parts_of
from course.sources.chapter import Chapter

_LANGUAGES: Final = {".sql": "sql", ".lua": "lua", ".html": "html", ".json": "json"}


def app_pages(tree: Tree, chapters: Sequence[Chapter]) -> list[Page]:
    """A page for each file of the app."""
    by_number = {chapter.number: chapter for chapter in chapters}
    return [_page(path, file, by_number) for path, file in tree.items()]


def _page(path: str, file: FoldedFile, chapters: Mapping[int, Chapter]) -> Page:
    name = path.removeprefix("reference_app/")
    is_python = path.endswith(".py")
    parts = [f"# `{name}`"]
    parts += [f"::: {module_name(path)}"] if is_python else []
    parts += [
        "## Where each part comes from { data-search-exclude }",
        *_parts(path, file, chapters),
    ]
    return Page(place_of(path), name, "\n\n".join(parts), path)


def _parts(path: str, file: FoldedFile, chapters: Mapping[int, Chapter]) -> Iterator[str]:
    """The whole file, each part below the step that wrote it."""
    lines = file.text.splitlines()
    language = _LANGUAGES.get(PurePosixPath(path).suffix, "python")
    seen: set[str] = set()
    for part in parts_of(file):
        name = anchor(part.cell)
        chapter = chapters[part.cell.chapter]
        what = "Imports, the last of them for" if part.imports else "Written by"
        step = f"step {part.cell.chapter}.{part.cell.step}"
        mark = "" if part.imports or name in seen else f"#{name} "
        seen |= set() if part.imports else {name}
        link = f"[{step}](/notebooks/{chapter.slug}.ipynb#{name})"
        yield f"{what} {link}, {chapter.title}\n{{ {mark}.step }}"
        yield fenced("\n".join(lines[part.first : part.last + 1]), language, part.first + 1)


def file_table(tree: Tree) -> str:
    """By layer, outermost first: each file, and what it says of itself."""
    layers: dict[str, list[str]] = {layer: [] for layer in ("", *LAYERS)}
    for path, file in tree.items():
        name = path.split("/")[1].removesuffix(".py")
        row = f"| {_link(path)} | {_summary(file.text)} |"
        layers[name if name in LAYERS else ""].append(row)
    parts = []
    for layer, rows in layers.items():
        parts.append(f"## {layer.capitalize() or 'The package'}")
        parts.append("\n".join(["| file | what lives there |", "|---|---|", *rows]))
    return "\n\n".join(parts)


def _link(path: str) -> str:
    return f"[`{path.removeprefix('reference_app/')}`](/{path})"


def _summary(text: str) -> str:
    """The first sentences of a module; of another file the first line."""
    if text.startswith('"""'):
        told = ast.get_docstring(ast.parse(text)) or ""
        return " ".join(told.partition("\n\n")[0].split())
    return text.partition("\n")[0].strip("#- ") if text.startswith(("#", "--")) else ""
