"""Which cell of a chapter makes a name that is missing: after a restart, the cells above are run by
nobody. What a build cell lacks is review.py's to say."""

import ast
from collections.abc import Iterator

from course.sources.chapter import Chapter
from course.sources.parse import code_cells

_AWAITS = ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
_DEFINES = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
LONGEST = 60  # characters of a line that is quoted


def made_by(chapter: Chapter, name: str) -> str:
    """A sentence about the first cell that makes it; empty if none does."""
    for cell in code_cells(chapter.source.read_text(encoding="utf-8")):
        lines = [line for line in cell.text.split("\n") if line[:1] != "%"]
        if not cell.build and name in _names("\n".join(lines)):
            first = next(line for line in lines if line.strip())[:LONGEST]
            return (
                f"`{name}` comes from the cell above that begins with `{first}`: run that one "
                "first, or all above (Run > Run All Above Selected Cell)."
            )
    return ""


def _names(source: str) -> set[str]:
    """That are there once the cell has been run."""
    try:
        tree = compile(source, "<cell>", "exec", _AWAITS, dont_inherit=True)
    except SyntaxError:
        return set()
    return {name for node in tree.body for name in _bound(node)}


def _bound(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, _DEFINES):
        yield node.name
        return
    for each in ast.walk(node):
        match each:
            case ast.Name(id=name, ctx=ast.Store()):
                yield name
            case ast.alias(name=name, asname=alias):
                yield alias or name.partition(".")[0]
