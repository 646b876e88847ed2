"""One file under construction: lines with their cells, imports apart. Formatting: tidy.py."""

import ast
import difflib
import io
import tokenize
from collections.abc import Sequence
from typing import NamedTuple

from course.body import Import, take_apart
from course.parse import BuildCell, CourseError
from course.symbols import Symbol, cut, find_collection, find_symbol, symbol_names


class FoldError(CourseError):
    """A cell that cannot go where it says."""

    def __init__(self, cell: BuildCell, message: str) -> None:
        super().__init__(f"chapter {cell.chapter}, {cell}: {message}")
        self.cell = cell


class Line(NamedTuple):
    """A line of the file, the cell that owns it, and its number in that cell's body, from 0."""

    text: str
    cell: BuildCell
    number: int


class Draft:
    """Cells are applied in authored order; after each one the lines parse, or it is refused."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.lines: list[Line] = []
        self.imports: list[tuple[Import, BuildCell]] = []
        self.superseded: list[tuple[Line, BuildCell]] = []
        self._module = ast.Module([], [])

    @property
    def is_python(self) -> bool:
        """Other files are built whole, by one cell."""
        return self.path.endswith(".py")

    @property
    def docstring_end(self) -> int:
        """How many lines the module's docstring takes, with what stands above it."""
        first = self._module.body[:1]
        return (first[0].end_lineno or 0) if first and _is_docstring(first[0]) else 0

    def apply(self, cell: BuildCell) -> None:
        """Raises FoldError; the draft is of no use then."""
        if not self.is_python:
            return self._write_whole(cell)
        body = take_apart(cell.body, cell.key.form)
        self.imports += [(each, cell) for statement in body.imports for each in statement.imports]
        lines = [Line(text, cell, number) for number, text in body.lines]
        match cell.key.form:
            case "create":
                self._insert(len(self.lines), lines, apart=True)
            case "into":
                self._add_into(self._target(cell), lines, cell)
            case "after":
                symbol = self._target(cell)
                lines = _indented(lines, symbol.indent, cell)
                self._insert(symbol.end, lines, apart=not symbol.indent)
            case "replace":
                self._replace(self._target(cell), lines, cell)
        return self._parse(cell)

    def _write_whole(self, cell: BuildCell) -> None:
        if self.lines:
            first = self.lines[0].cell
            raise FoldError(
                cell, f"{self.path} is not Python and was built whole by {first}: edit that step"
            )
        texts = cell.body.split("\n")[:-1]
        self.lines = [Line(text, cell, number) for number, text in enumerate(texts)]

    def _parse(self, cell: BuildCell) -> None:
        try:
            self._module = ast.parse("\n".join(line.text for line in self.lines))
        except SyntaxError as error:
            shown = (error.text or "").strip()
            raise FoldError(
                cell, f"{self.path} is no valid Python after this step: {error.msg} at '{shown}'"
            ) from error

    def _target(self, cell: BuildCell) -> Symbol:
        target = cell.key.target or ""
        symbol = find_symbol(self._module, [line.text for line in self.lines], target)
        if symbol is not None:
            return symbol
        if not self.lines:
            raise FoldError(cell, f"{self.path} does not exist yet: drop --{cell.key.form}")
        known = list(dict.fromkeys(symbol_names(self._module)))
        close = difflib.get_close_matches(target, known, n=1)
        hint = f"; did you mean {close[0]}?" if close else "."
        raise FoldError(
            cell, f"{self.path} has no {target}{hint} It has {', '.join(known) or 'no symbol'}"
        )

    def _insert(self, at: int, lines: Sequence[Line], *, apart: bool) -> None:
        """The formatter parts definitions by blank lines, but no plain statements: `apart` does."""
        above, below = self.lines[:at], self.lines[at:]
        blank = [line._replace(text="") for line in lines[:1] if apart]
        self.lines = [*above, *(blank if above else []), *lines, *(blank if below else []), *below]

    def _replace(self, symbol: Symbol, lines: list[Line], cell: BuildCell) -> None:
        gone = self.lines[symbol.first : symbol.end]
        self.superseded += [(line, cell) for line in gone if line.text.strip()]
        self.lines[symbol.first : symbol.end] = _indented(lines, symbol.indent, cell)

    def _add_into(self, symbol: Symbol, lines: list[Line], cell: BuildCell) -> None:
        if isinstance(symbol.node, ast.ClassDef):
            end = self._end_of_class(symbol.node)
            return self._insert(end, _indented(lines, symbol.indent + 4, cell), apart=False)
        literal = find_collection(symbol.node)
        if literal is None:
            raise FoldError(
                cell,
                f"{cell.key.target} in {self.path} is neither a class nor a dict, list, tuple or "
                "set written out: use --after or --replace",
            )
        closing = self._closing_line(literal, cell)
        bracket = self.lines[closing].text
        indent = len(bracket) - len(bracket.lstrip()) + 4
        self._insert(closing, _indented(lines, indent, cell), apart=False)
        self._parse(cell)
        longer = find_collection(self._target(cell).node)
        if longer is None or _size(longer) != _size(literal) + len(cell.key.names):
            raise FoldError(cell, f"end each item of {cell.key.target} with a comma")
        return None

    def _end_of_class(self, node: ast.ClassDef) -> int:
        """Where the next member goes: behind the last one and its comments. A lone `...` goes."""
        end = node.end_lineno or node.lineno
        if _is_placeholder(node.body[-1]) and all(map(_is_docstring, node.body[:-1])):
            line = self.lines[end - 1]
            header = cut(line.text, node.body[-1].col_offset).rstrip()
            self.lines[end - 1 : end] = [line._replace(text=header)] if header else []
            return end if header else end - 1
        inside = " " * (node.col_offset + 1)
        while end < len(self.lines) and self.lines[end].text.startswith(inside):
            end += 1
        return end

    def _closing_line(self, literal: ast.expr, cell: BuildCell) -> int:
        """Index of the line that begins with the closing bracket; one line is opened up first."""
        first, last = literal.lineno - 1, (literal.end_lineno or literal.lineno) - 1
        line = self.lines[last]
        before_bracket = cut(line.text, (literal.end_col_offset or 0) - 1)
        if not before_bracket.strip():
            return last
        if first != last:
            raise FoldError(cell, f"put the closing bracket of {cell.key.target} on its own line")
        start, end = len(cut(line.text, literal.col_offset)), len(before_bracket)
        head, items, tail = line.text[:start], line.text[start + 1 : end], line.text[end + 1 :]
        opening, closing = line.text[start], line.text[end]
        margin = " " * (len(head) - len(head.lstrip()))
        inner = [f"{margin}    {items.strip().rstrip(',')},"] if items.strip() else []
        if head.endswith("("):  # inside a call, brackets take a line each: the formatter's style
            inner = [f"{margin}    {opening}", *(f"    {each}" for each in inner)]
            texts = [head, *inner, f"{margin}    {closing}", margin + tail]
        else:
            texts = [head + opening, *inner, margin + closing + tail]
        self.lines[last : last + 1] = [line._replace(text=text) for text in texts]
        return last + 1 + len(inner)


def _indented(lines: list[Line], indent: int, cell: BuildCell) -> list[Line]:
    """Raises FoldError when indenting would change a string's value."""
    if indent:
        _refuse_multiline_strings(cell)
    margin = " " * indent
    return [line._replace(text=margin + line.text if line.text else "") for line in lines]


def _refuse_multiline_strings(cell: BuildCell) -> None:
    """Docstrings may be indented: their readers, and the formatter, strip the margin."""
    docstrings = _docstring_lines(cell.body)
    for token in tokenize.generate_tokens(io.StringIO(cell.body).readline):
        is_string = tokenize.tok_name[token.type].endswith(("STRING", "STRING_MIDDLE"))
        first, last = token.start[0], token.end[0]
        if is_string and first != last and first not in docstrings:
            raise FoldError(
                cell,
                f"line {first} below %%build begins a string of several lines, which indenting "
                "would change: make it a module constant, or join one-line strings",
            )


def _docstring_lines(body: str) -> set[int]:
    try:
        nodes = list(ast.walk(ast.parse(body)))
    except SyntaxError:  # items: they hold none
        return set()
    scopes = [
        each
        for each in nodes
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    ]
    return {each.body[0].lineno for each in scopes if _is_docstring(each.body[0])}


def _is_docstring(node: ast.stmt) -> bool:
    match node:
        case ast.Expr(value=ast.Constant(value=str())):
            return True
    return False


def _is_placeholder(node: ast.stmt) -> bool:
    return ast.unparse(node) in ("pass", "...")


def _size(literal: ast.expr) -> int:
    return len(getattr(literal, "values" if isinstance(literal, ast.Dict) else "elts"))
