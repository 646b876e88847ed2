"""Dicts, lists, tuples and sets written out, and how they open up to take in items."""

import ast
from collections.abc import Sequence

from course.sources.symbols import cut


def find_literal(node: ast.stmt) -> ast.Dict | ast.List | ast.Tuple | ast.Set | None:
    """The one that a symbol is assigned, also in a call such as `frozenset({...})`."""
    value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
    while isinstance(value, ast.Call) and len(value.args) == 1 and not value.keywords:
        value = value.args[0]
    return value if isinstance(value, ast.Dict | ast.List | ast.Tuple | ast.Set) else None


def lacks_comma(literal: ast.expr, lines: Sequence[str]) -> bool:
    """Whether an item put before the closing bracket would run into the last one."""
    values = literal.values if isinstance(literal, ast.Dict) else getattr(literal, "elts", [])
    if not values:
        return False
    last, end = values[-1].end_lineno or 0, literal.end_lineno or 0
    first = lines[last - 1].removeprefix(cut(lines[last - 1], values[-1].end_col_offset or 0))
    return not any("," in line.partition("#")[0] for line in [first, *lines[last : end - 1]])


def opened_up(line: str, literal: ast.expr) -> tuple[list[str], list[str]]:
    """A literal written on one line as the lines before more items and those behind them.

    Inside a call the brackets take lines of their own, which is the formatter's style.
    """
    start = len(cut(line, literal.col_offset))
    end = len(cut(line, literal.end_col_offset or 0)) - 1
    head, items, tail = line[:start], line[start + 1 : end].strip(), line[end + 1 :]
    margin = " " * (len(head) - len(head.lstrip()))
    inner = [f"{margin}    {items.rstrip(',')},"] if items else []
    if head.endswith("("):
        opening = [head, f"{margin}    {line[start]}", *(f"    {each}" for each in inner)]
        return opening, [f"{margin}    {line[end]}", margin + tail]
    return [head + line[start], *inner], [margin + line[end] + tail]
