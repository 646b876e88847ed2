"""A Python body taken apart: imports to hoist, lines that stay, names. Their place is fold.py's."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, TypeGuard

from course.sources.symbols import defined_names


class Import(NamedTuple):
    """One imported name. `module` is None for `import name`; a relative one keeps its dots."""

    module: str | None
    name: str
    alias: str | None
    typing_only: bool
    comment: str

    @property
    def origin(self) -> tuple[str | None, str, str | None]:
        """What is imported, whenever and whatever is said about it."""
        return self.module, self.name, self.alias

    @property
    def bound(self) -> str:
        """The name that the importing module sees."""
        return self.alias or self.name.split(".")[0]

    @property
    def line(self) -> str:
        """The statement that imports this name alone."""
        origin = "" if self.module is None else f"from {self.module} "
        alias = f" as {self.alias}" if self.alias else ""
        return f"{origin}import {self.name}{alias}{self.comment and '  ' + self.comment}"


class ImportStatement(NamedTuple):
    """What a statement imports, and its lines: counted from 0, `end` exclusive."""

    imports: tuple[Import, ...]
    first: int
    end: int


@dataclass(frozen=True)
class Body:
    """`lines` are (number in the body, text), without hoisted imports and outer blank lines."""

    imports: tuple[ImportStatement, ...]
    lines: tuple[tuple[int, str], ...]
    names: tuple[str, ...]


@cache
def take_apart(body: str, form: str) -> Body:
    """Raises SyntaxError. Only an `into` cell may hold items, such as `"key": value,`."""
    lines = body.split("\n")[:-1]
    try:
        module = ast.parse(body)
        names = tuple(name for node in module.body for name in defined_names(node))
        rest = [node for node in module.body if not _is_import(node)]
        if form == "into" and rest and all(map(_is_item, rest)):
            names = _item_names(lines[rest[0].lineno - 1 :])
    except SyntaxError:
        start = _end_of_imports(lines)
        names = _item_names(lines[start:]) if form == "into" else ()
        if not names:
            raise
        module = ast.parse("\n".join(lines[:start]))
    _refuse_shared_lines(module)
    hoisted = hoisted_lines(module)
    kept = [(number, line) for number, line in enumerate(lines) if number not in hoisted]
    return Body(tuple(_statements(module, lines)), tuple(_strip(kept)), names)


def import_lines(imports: Iterable[Import]) -> list[str]:
    """Statements of one name each, the block for type checkers last."""
    imports = list(imports)
    block = [f"    {each.line}" for each in imports if each.typing_only]
    runtime = [each.line for each in imports if not each.typing_only]
    return [*runtime, *(["if TYPE_CHECKING:", *block] if block else [])]


def import_nodes(module: ast.Module) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool]]:
    """Import statements at top level, and under `if TYPE_CHECKING:`, marked True."""
    for node in module.body:
        typing_only = is_typing_block(node)
        for inner in node.body if is_typing_block(node) else [node]:
            if isinstance(inner, ast.Import | ast.ImportFrom):
                yield inner, typing_only


def hoisted_lines(module: ast.Module) -> set[int]:
    """The lines of imports, with the `if TYPE_CHECKING:` of a block that holds nothing else."""
    nodes: list[ast.stmt] = [node for node, _ in import_nodes(module)]
    for block in filter(is_typing_block, module.body):
        if all(isinstance(each, ast.Import | ast.ImportFrom) for each in block.body):
            nodes.append(block)
    return {number for node in nodes for number in _lines_of(node)}


def is_typing_block(node: ast.stmt) -> TypeGuard[ast.If]:
    """Whether the statement is `if TYPE_CHECKING:`; with an `else` it is one like any other."""
    return (
        isinstance(node, ast.If)
        and ast.unparse(node.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING")
        and not node.orelse
    )


def module_name(node: ast.Import | ast.ImportFrom) -> str | None:
    """`..package` of `from ..package import name`; None for `import name`."""
    return "." * node.level + (node.module or "") if isinstance(node, ast.ImportFrom) else None


def _statements(module: ast.Module, lines: list[str]) -> Iterator[ImportStatement]:
    for node, typing_only in import_nodes(module):
        imports = tuple(
            Import(module_name(node), each.name, each.asname, typing_only, comment)
            for each in node.names
            for comment in [
                _comment(lines[each.lineno - 1]) or _comment(lines[_lines_of(node)[-1]])
            ]
        )
        yield ImportStatement(imports, node.lineno - 1, _lines_of(node).stop)


def _comment(line: str) -> str:
    """The comment on a line of an import, which holds no strings; such as `# noqa: F401`."""
    _, mark, text = line.partition("#")
    return mark + text.rstrip()


def _lines_of(node: ast.stmt) -> range:
    return range(node.lineno - 1, node.end_lineno or node.lineno)


def _is_import(node: ast.stmt) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom) or is_typing_block(node)


def _is_item(node: ast.stmt) -> bool:
    """`First,` on a line of its own reads as a statement too: a tuple."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Tuple)


def _end_of_imports(lines: list[str]) -> int:
    """How many leading lines are imports, in a body that as a whole is no module."""
    for end in range(len(lines), 0, -1):
        try:
            module = ast.parse("\n".join(lines[:end]))
        except SyntaxError:
            continue
        if all(map(_is_import, module.body)):
            return end
    return 0


def _item_names(lines: list[str]) -> tuple[str, ...]:
    """Source texts of keys or elements; empty when the lines are no items."""
    for opening, closing in ("{}", "[]"):
        source = "\n".join([opening, *lines, closing])
        try:
            display = ast.parse(source, mode="eval").body
        except SyntaxError:
            continue
        if isinstance(display, ast.Dict):
            pairs = zip(display.keys, display.values, strict=True)
            return tuple(ast.get_source_segment(source, key or value) or "" for key, value in pairs)
        if isinstance(display, ast.Set | ast.List):
            return tuple(ast.get_source_segment(source, each) or "" for each in display.elts)
    return ()


def _refuse_shared_lines(module: ast.Module) -> None:
    """An import that shares its line would take the other statement with it."""
    imported = {number for node, _ in import_nodes(module) for number in _lines_of(node)}
    for node in module.body:
        shared = imported.intersection(_lines_of(node))
        if shared and not _is_import(node):
            raise SyntaxError("an import needs a line of its own", ("", min(shared) + 1, 0, ""))


def _strip(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    filled = [position for position, (_, text) in enumerate(lines) if text.strip()]
    return lines[filled[0] : filled[-1] + 1] if filled else []
