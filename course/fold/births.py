"""In which chapter each symbol of the app comes into the world, and is last worked on."""

import ast
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from course.fold.tree import FoldedFile, fold
from course.paths import module_name
from course.sources.body import import_nodes
from course.sources.chapter import BuildCell
from course.sources.symbols import defined_names


@dataclass(frozen=True)
class Birth:
    """`first` chapter that has a symbol, `latest` that owns a line of it, members apart."""

    first: int
    latest: int
    members: Mapping[str, int] = field(default_factory=dict)


def births(cells: Sequence[BuildCell]) -> dict[str, Birth]:
    """Every module and every `module.symbol` of the app."""
    found: dict[str, Birth] = {}
    for path, file in fold(cells).items():
        if path.endswith(".py"):
            module = module_name(path)
            found[module] = _birth(file, range(len(file.owners)))
            text = ast.parse(file.text)
            for node, _ in import_nodes(text):
                for alias in node.names:  # a package's face is made of what it imports
                    found[f"{module}.{alias.asname or alias.name}"] = _birth(file, _lines(node))
            for each in text.body:
                for name in defined_names(each):
                    found[f"{module}.{name}"] = _symbol(each, file)
    for cell in sorted(cells, key=lambda each: -each.chapter):  # superseded ones were there too
        for name in cell.key.names:
            symbol = f"{module_name(cell.key.path)}.{name}"
            if symbol in found and "." not in (cell.key.target or ""):
                found[symbol] = replace(found[symbol], first=cell.chapter)
    return found


def _symbol(node: ast.stmt, file: FoldedFile) -> Birth:
    lines = set(_lines(node))
    members: dict[str, int] = {}
    for inner in node.body if isinstance(node, ast.ClassDef) else []:
        for name in defined_names(inner):
            members[name] = max(_birth(file, _lines(inner)).latest, members.get(name, 0))
            lines -= set(_lines(inner))
    head = _birth(file, lines)
    return Birth(head.first, head.latest, members)


def _lines(node: ast.stmt) -> range:
    first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))])
    return range(first - 1, node.end_lineno or node.lineno)


def _birth(file: FoldedFile, lines: Iterable[int]) -> Birth:
    chapters = [owner.chapter for line in lines if (owner := file.owners[line])]
    return Birth(min(chapters, default=0), max(chapters, default=0))
