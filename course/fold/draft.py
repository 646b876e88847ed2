"""One file under construction: lines with their cells, imports apart. Formatting: tidy.py."""

import ast
import difflib
import re
from collections.abc import Sequence
from typing import NamedTuple

from course.errors import CourseError
from course.sources.body import Import, take_apart
from course.sources.chapter import BuildCell
from course.sources.literals import find_literal, lacks_comma, opened_up
from course.sources.strings import multiline_string
from course.sources.symbols import Symbol, cut, find_symbol, is_docstring, symbol_names


class FoldError(CourseError):
    """A cell that cannot go where it says; `misspelled`: to a name that is nearly another."""

    def __init__(self, cell: BuildCell, message: str, *, misspelled: bool = False) -> None:
        super().__init__(f"chapter {cell.chapter}, {cell}: {message}")
        self.cell = cell
        self.misspelled = misspelled


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

    @property
    def is_python(self) -> bool:
        """Other files are built whole, by one cell."""
        return self.path.endswith(".py")

    @property
    def texts(self) -> list[str]:
        """The lines without their cells."""
        return [line.text for line in self.lines]

    def apply(self, cell: BuildCell) -> None:
        """Raises FoldError; the draft is of no use then."""
        self._refuse_folder(cell)
        if not self.is_python:
            return self._write_whole(cell)
        body = take_apart(cell.body, cell.key.form)
        self.imports += [(each, cell) for statement in body.imports for each in statement.imports]
        lines = [Line(text, cell, number) for number, text in body.lines]
        if cell.key.form == "create":
            return self._insert(len(self.lines), lines, apart=True)
        symbol = self._target(cell)
        match cell.key.form:
            case "into" if isinstance(symbol.node, ast.ClassDef):
                end = self._end_of_class(symbol, symbol.node)
                self._insert(end, _indented(lines, symbol.indent + 4, cell), apart=False)
            case "into":
                self._add_items(symbol.node, lines, cell)
            case "after":
                lines = _indented(lines, symbol.indent, cell)
                self._insert(symbol.end, lines, apart=not symbol.indent)
            case "replace":
                self._replace(symbol, _indented(lines, symbol.indent, cell), cell)
        self._parsed(cell)
        return None

    def _refuse_folder(self, cell: BuildCell) -> None:
        if not _FILE.fullmatch(self.path):
            raise FoldError(
                cell, f"{self.path} names no file: folders have no suffix, a file ends in one"
            )

    def _write_whole(self, cell: BuildCell) -> None:
        if self.lines:
            raise FoldError(
                cell,
                f"{self.path} is not Python and was built whole by {self.lines[0].cell}: "
                "edit that step",
            )
        self.lines = [Line(text, cell, n) for n, text in enumerate(cell.body.split("\n")[:-1])]

    def _parsed(self, cell: BuildCell) -> ast.Module:
        try:
            return ast.parse("\n".join(self.texts))
        except SyntaxError as error:
            shown = (error.text or "").strip()
            raise FoldError(
                cell, f"{self.path} is no valid Python after this step: {error.msg} at '{shown}'"
            ) from error

    def _target(self, cell: BuildCell) -> Symbol:
        target, module = cell.key.target or "", self._parsed(cell)
        symbol = find_symbol(module, self.texts, target)
        if symbol is not None:
            return symbol
        if not self.lines:
            raise FoldError(cell, f"{self.path} does not exist yet")
        known = list(dict.fromkeys(symbol_names(module)))
        close = difflib.get_close_matches(target, known, n=1)
        hint = f"; did you mean {close[0]}?" if close else f". It has {_some(known)}"
        raise FoldError(cell, f"{self.path} has no {target}{hint}", misspelled=bool(close))

    def _insert(self, at: int, lines: Sequence[Line], *, apart: bool) -> None:
        """The formatter parts definitions by blank lines, but no plain statements: `apart` does."""
        above, below = self.lines[:at], self.lines[at:]
        blank = [line._replace(text="") for line in lines[:1] if apart]
        self.lines = [*above, *(blank if above else []), *lines, *(blank if below else []), *below]

    def _replace(self, symbol: Symbol, lines: list[Line], cell: BuildCell) -> None:
        gone = self.lines[symbol.first : symbol.end]
        self.superseded += [(line, cell) for line in gone if line.text.strip()]
        self.lines[symbol.first : symbol.end] = lines

    def _add_items(self, node: ast.stmt, lines: list[Line], cell: BuildCell) -> None:
        """Before the closing bracket; a literal on one line is opened up first."""
        name, literal = cell.key.target, find_literal(node)
        if literal is None:
            raise FoldError(
                cell,
                f"{name} in {self.path} is neither a class nor a dict, list, tuple or set written "
                "out: use --after or --replace",
            )
        first, last = literal.lineno - 1, (literal.end_lineno or 0) - 1
        line = self.lines[last]
        before, after = list[str](), [line.text]
        if cut(line.text, (literal.end_col_offset or 0) - 1).strip():
            if first != last:
                raise FoldError(cell, f"put the closing bracket of {name} on its own line")
            before, after = opened_up(line.text, literal)
        elif lacks_comma(literal, self.texts):
            raise FoldError(cell, f"end the last item of {name} with a comma")
        indent = len(after[0]) - len(after[0].lstrip()) + 4
        self.lines[last : last + 1] = [
            *(line._replace(text=text) for text in before),
            *_indented(lines, indent, cell),
            *(line._replace(text=text) for text in after),
        ]

    def _end_of_class(self, symbol: Symbol, node: ast.ClassDef) -> int:
        """Where the next member goes. A `...` or `pass` that stood for members goes away."""
        body, last = node.body, (node.end_lineno or 0) - 1
        if ast.unparse(body[-1]) not in ("pass", "...") or not all(map(is_docstring, body[:-1])):
            return symbol.end
        header = cut(self.lines[last].text, body[-1].col_offset).rstrip()
        kept = [self.lines[last]._replace(text=header)] if header else []
        self.lines[last : last + 1] = kept
        return symbol.end - 1 + len(kept)


_FILE = re.compile(r"[^.]+(?:\.\w+)+")


def _some(names: list[str]) -> str:
    """Up to five: more are read by nobody."""
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return (", ".join(names[:5]) or "no symbol") + more


def _indented(lines: list[Line], indent: int, cell: BuildCell) -> list[Line]:
    """Raises FoldError when indenting would change a string's value."""
    if indent and (number := multiline_string(cell.body)):
        raise FoldError(
            cell,
            f"line {number} below %%build begins a string of several lines, which indenting would "
            "change: make it a module constant, or join one-line strings",
        )
    margin = " " * indent
    return [line._replace(text=margin + line.text if line.text else "") for line in lines]
