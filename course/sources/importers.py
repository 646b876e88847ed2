"""Which modules have to be imported again when some have changed, read from their texts."""

import ast
from collections.abc import Iterable, Mapping
from functools import cache


def with_importers(changed: Iterable[str], texts: Mapping[str, str]) -> set[str]:
    """These modules, each that imports one of them, directly or not, and each inside of a package
    among them, whose new object would not know it."""
    found = set(changed)
    while True:
        more = {
            name
            for name in texts.keys() - found
            if name.rpartition(".")[0] in found or not found.isdisjoint(_imports(name, texts[name]))
        }
        if not more:
            return found
        found |= more


@cache
def _imports(name: str, text: str) -> frozenset[str]:
    """What may be a module in `from a.b import c`: `a.b` and `a.b.c`. A relative import is read as
    that of a module and as that of a package, for the name does not tell."""
    try:
        nodes = [*ast.walk(ast.parse(text))]
    except SyntaxError:
        return frozenset()
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            for up in {node.level, max(node.level - 1, 0)}:
                base = name.rsplit(".", up)[0] if node.level else ""
                module = ".".join(filter(None, [base, node.module]))
                found |= {module, *(f"{module}.{alias.name}" for alias in node.names)}
    return frozenset(found)
