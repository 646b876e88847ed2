"""Where a symbol's definitions begin and end in a module's text. Changing the text: fold/."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Symbol:
    """All adjacent definitions of one name, with decorators, the comment block above, and comments
    at the end of its block.

    Lines count from 0, `end` is exclusive; `indent` is the column of its definitions.
    """

    node: ast.stmt
    first: int
    end: int
    indent: int


def defined_names(node: ast.stmt) -> tuple[str, ...]:
    """Names that a statement defines in its scope."""
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return (name,)
        case ast.Assign(targets=targets):
            names = [inner for target in targets for inner in ast.walk(target)]
        case ast.AnnAssign(target=target) | ast.AugAssign(target=target):
            names = [target]
        case _:
            return ()
    return tuple(
        name.id for name in names if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)
    )


def find_symbol(module: ast.Module, lines: Sequence[str], target: str) -> Symbol | None:
    """The symbol `Name` or `Name.member`; of several groups of a name the last, as Python does."""
    body: Sequence[ast.stmt] = module.body
    group: list[ast.stmt] = []
    for name in target.split("."):
        group = _last_group(body, name)
        if not group:
            return None
        body = group[-1].body if isinstance(group[-1], ast.ClassDef) else []
    first = _first_line(group[0])
    indent = group[0].col_offset
    while first and lines[first - 1].startswith(" " * indent + "#"):
        first -= 1
    end = group[-1].end_lineno or group[-1].lineno
    while end < len(lines) and lines[end].startswith(" " * (indent + 1)):
        end += 1
    return Symbol(group[-1], first, end, indent)


def symbol_names(module: ast.Module) -> Iterator[str]:
    """Every `Name` and `Name.member` that can be a target."""
    for node in module.body:
        yield from defined_names(node)
        if isinstance(node, ast.ClassDef):
            yield from (
                f"{node.name}.{name}" for inner in node.body for name in defined_names(inner)
            )


def _last_group(body: Sequence[ast.stmt], name: str) -> list[ast.stmt]:
    group: list[ast.stmt] = []
    adjacent = False
    for node in body:
        if name in defined_names(node):
            group = [*group, node] if adjacent else [node]
            adjacent = True
        else:
            adjacent = False
    return group


def _first_line(node: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(each.lineno for each in decorators)]) - 1


def is_docstring(node: ast.stmt) -> bool:
    """Whether the statement is a plain string."""
    match node:
        case ast.Expr(value=ast.Constant(value=str())):
            return True
    return False


def docstring_end(module: ast.Module) -> int:
    """How many lines the module's docstring takes, with what stands above it; 0 without one."""
    first = module.body[:1]
    return first[0].end_lineno or 0 if first and is_docstring(first[0]) else 0


def cut(line: str, column: int) -> str:
    """The line up to a column of the ast module, which counts UTF-8 bytes."""
    return line.encode()[:column].decode()
