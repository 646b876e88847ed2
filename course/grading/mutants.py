"""Small mistakes, put into a right answer one at a time. A grader that lets one through is told so.

Messages, docstrings, annotations and decorators are left alone: no check reads those.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from typing import Final, NamedTuple


@dataclass(frozen=True)
class Mutant:
    """`name` is the line before and after, such as "`if a < b:` -> `if a <= b:`"."""

    kind: str
    name: str
    source: str


_COMPARE: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_ORDERS: Final = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_BINARY: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.Add,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_MACHINE_TIME: Final = ast.parse(
    "__import__('datetime').datetime.now(__import__('datetime').UTC)", mode="eval"
).body
# To remove what defines a name is to misspell it: every check would fail for that.
_KEPT: Final = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Import,
    ast.ImportFrom,
    ast.Pass,
)


class _Place(NamedTuple):
    """Where a node hangs, and the statement that it is part of."""

    parent: ast.AST
    field: str
    at: int | None
    node: ast.AST
    statement: ast.stmt

    def put(self, node: ast.AST) -> None:
        if self.at is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.at] = node


def mutants(source: str) -> Iterator[Mutant]:
    """Each mutant of the source once, in the order of its text."""
    tree = ast.parse(source)
    seen = {ast.unparse(tree)}
    names: Counter[str] = Counter()
    for place in list(_places(tree)):
        before = _line(place.statement)
        for kind, other in _others(place.node):
            place.put(other)
            text = ast.unparse(ast.fix_missing_locations(tree))
            after = "removed" if isinstance(other, ast.Pass) else _line(place.statement)
            place.put(place.node)
            if text not in seen:
                seen.add(text)
                name = f"`{before}` -> `{after}`"
                names[name] += 1
                again = f" ({names[name]})" if names[name] > 1 else ""
                yield Mutant(kind, f"{name}{again}", text)


def _places(node: ast.AST, statement: ast.stmt | None = None) -> Iterator[_Place]:
    """Every node that may be changed, outermost first."""
    for field, value in ast.iter_fields(node):
        for at, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(child, ast.AST) and not _left_alone(node, field, child):
                within = child if isinstance(child, ast.stmt) else statement
                if within is not None:
                    yield _Place(node, field, at, child, within)
                yield from _places(child, within)


_UNREAD: Final = ("annotation", "returns", "type_comment", "decorator_list")


def _left_alone(node: ast.AST, field: str, child: ast.AST) -> bool:
    if field in _UNREAD or isinstance(child, ast.JoinedStr):
        return True
    if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
        return True  # a docstring, or `...`
    if isinstance(node, ast.Raise | ast.Assert) and field in ("exc", "msg"):
        return not (isinstance(child, ast.Call) and child.keywords)
    return isinstance(node, ast.Call) and field == "args" and _is_message(child)


def _is_message(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value


def _others(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """What may stand in a node's place."""
    match node:
        case ast.Compare(ops=[operator, *rest]):
            kind = "boundary" if isinstance(operator, _ORDERS) else "operator"
            yield kind, _with(node, ops=[_COMPARE[type(operator)](), *rest])
            if rest:
                last = _COMPARE[type(rest[-1])]()
                yield "boundary", _with(node, ops=[operator, *rest[:-1], last])
        case ast.BinOp(op=operator) if type(operator) in _BINARY:
            yield "operator", _with(node, op=_BINARY[type(operator)]())
        case ast.BoolOp(op=operator):
            other = ast.Or() if isinstance(operator, ast.And) else ast.And()
            yield "operator", _with(node, op=other)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield "operator", operand
        case ast.Constant(value=value) if (new := _other(value)) is not None:
            yield "constant", _with(node, value=new)
        case ast.Await(value=value):
            yield "await", value
        case ast.Name(id="now", ctx=ast.Load()) | ast.Call(func=ast.Attribute(attr="now"), args=[]):
            yield "clock", _MACHINE_TIME
        case ast.Expr() if re.search(r"\.(commit|rollback)\(\)", ast.unparse(node)):
            yield "commit", ast.Pass()
        case ast.stmt() if not isinstance(node, _KEPT):
            yield "statement", ast.Pass()


def _other(value: object) -> object:
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case str() if value:
            return f"{value}x"
    return None


def _with(node: ast.AST, **fields: object) -> ast.AST:
    other = copy(node)
    for name, value in fields.items():
        setattr(other, name, value)
    return other


def _line(statement: ast.stmt) -> str:
    """Its first line, decorators aside."""
    lines = ast.unparse(ast.fix_missing_locations(statement)).split("\n")
    return next(line for line in lines if not line.startswith("@"))
