"""Folds build cells, in authored order, to a tree of files whose every line has an owner."""

import ast
import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from course.fold.draft import Draft, FoldError, Line
from course.fold.hoist import import_block, import_owners
from course.fold.tidy import tidy
from course.sources.chapter import BuildCell
from course.sources.symbols import docstring_end

__all__ = [
    "FoldError",
    "FoldedFile",
    "Tree",
    "assemble",
    "fold",
    "polish",
    "untidied",
    "write_tree",
]


@dataclass(frozen=True)
class FoldedFile:
    """One entry per line of `text`. `numbers` are lines of the owner's body, counted from 0; None
    for blank lines and imports, which come from no single one."""

    text: str
    owners: tuple[BuildCell | None, ...]
    numbers: tuple[int | None, ...]


Tree = dict[str, FoldedFile]


# A file depends on its own cells only, and a build changes one file.
_folded: dict[tuple[BuildCell, ...], FoldedFile] = {}


def fold(cells: Iterable[BuildCell]) -> Tree:
    """The files that the cells build, by path. Cells count in order of chapter and step, however
    they come; FoldError names the one that does not fit."""
    files: dict[str, tuple[BuildCell, ...]] = {}
    for cell in _in_order(cells):
        files[cell.key.path] = (*files.get(cell.key.path, ()), cell)
    new = [own for own in files.values() if own not in _folded]
    folded = polish(assemble(cell for own in new for cell in own))
    _folded.update((files[path], file) for path, file in folded.items())
    return {path: _folded[own] for path, own in sorted(files.items())}


def _in_order(cells: Iterable[BuildCell]) -> list[BuildCell]:
    return sorted(cells, key=lambda each: (each.chapter, each.step))


def assemble(cells: Iterable[BuildCell]) -> dict[str, Draft]:
    """The files before the formatter saw them."""
    drafts: dict[str, Draft] = {}
    for cell in _in_order(cells):
        drafts.setdefault(cell.key.path, Draft(cell.key.path)).apply(cell)
    return dict(sorted(drafts.items()))


def polish(drafts: Mapping[str, Draft]) -> Tree:
    """Imports sorted, everything formatted, each line handed to its owner."""
    python = {path: untidied(draft) for path, draft in drafts.items() if draft.is_python}
    tidied = dict(zip(python, tidy(list(python.values())), strict=True)) if python else {}
    return {
        path: _python(draft, tidied[path]) if draft.is_python else _whole(draft)
        for path, draft in drafts.items()
    }


def write_tree(tree: Tree, directory: Path) -> None:
    """Writes every file below the directory; leaves other files alone."""
    for path, file in tree.items():
        target = directory / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(file.text, encoding="utf-8", newline="\n")


def untidied(draft: Draft) -> str:
    """A file of Python as it goes to ruff."""
    lines = draft.texts
    top = docstring_end(ast.parse("\n".join(lines)))
    text = "\n".join([*lines[:top], "", *import_block(draft), "", *lines[top:], ""])
    return text if text.strip() else ""


def _whole(draft: Draft) -> FoldedFile:
    return _owned("\n".join([*draft.texts, ""]), draft, {})


def _python(draft: Draft, text: str) -> FoldedFile:
    module = ast.parse(text)
    return _owned(text, draft, import_owners(draft, module))


def _owned(text: str, draft: Draft, imports: Mapping[int, BuildCell]) -> FoldedFile:
    """Hands the lines that are no imports back to the draft's lines, in sequence."""
    lines = text.split("\n")[:-1]
    owners: list[BuildCell | None] = [imports.get(number) for number in range(len(lines))]
    numbers: list[int | None] = [None] * len(lines)
    places = [n for n, line in enumerate(lines) if line.strip() and n not in imports]
    source = [line for line in draft.lines if line.text.strip()]
    for place, line in zip(places, _sources([lines[n] for n in places], source), strict=True):
        owners[place] = line.cell
        numbers[place] = line.number
    return FoldedFile(text, tuple(owners), tuple(numbers))


def _sources(texts: list[str], source: list[Line]) -> list[Line]:
    """The draft's line behind each text. The two differ only where a cell is not in our format."""
    drafted = [line.text for line in source]
    if texts == drafted:
        return source
    found: list[Line] = []
    matcher = difflib.SequenceMatcher(None, drafted, texts, autojunk=False)
    for _, first, last, start, end in matcher.get_opcodes():
        nearest = max(first, last - 1)
        found += [source[min(first + n, nearest, len(source) - 1)] for n in range(end - start)]
    return found
