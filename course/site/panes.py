"""Code in a drawing: panes below each other, with the colours that code has in the page. Boxes and
arrows are svg.py's; what is drawn for the first page is in home.py."""

import textwrap
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from typing import Final, NamedTuple

from pygments.lexers import get_lexer_by_name  # type: ignore[import-untyped]
from pygments.token import STANDARD_TYPES  # type: ignore[import-untyped]

from course.pictures.svg import LINE, Place, arrow, box, canvas, line, words

_LETTER: Final = 7.23  # of a fixed width, at 12 pixels
_MARGIN: Final = 14  # around the lines of a pane
_GUTTER: Final = 22  # for numbers of lines
_HEAD: Final = 38  # of a pane, for its title
_GAP: Final = 30  # between panes, for an arrow
_HANGING: Final = 4  # letters that the rest of a long line is moved in

Line = Sequence[tuple[str, str]]  # pieces: the class that pygments gives each, and its text


class Row(NamedTuple):
    """A line of a pane. `number`: before it, if anything; `is_lit`: what the drawing is about."""

    line: Line
    number: str = ""
    is_lit: bool = False


class Pane(NamedTuple):
    """The remark stands at the right of the title."""

    title: str
    remark: str
    rows: Sequence[Row]


def coloured(text: str, language: str) -> list[Line]:
    """The lines of a text, with what pygments says of each piece. A blank line has none."""
    lines: list[list[tuple[str, str]]] = [[]]
    lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    for kind, value in lexer.get_tokens(text.rstrip("\n")):
        for number, part in enumerate(value.split("\n")):
            lines += [[]] if number else []
            lines[-1] += [(STANDARD_TYPES.get(kind, ""), part)] if part else []
    return [*lines]


def drawn(title: str, panes: Sequence[Pane], columns: int) -> str:
    """SVG: an arrow leads from each pane to the next. What is longer than so many columns goes on
    in the next line."""
    left = _MARGIN + _GUTTER
    width = left + columns * _LETTER + _MARGIN
    parts: list[str] = []
    top = 1.0
    for pane in panes:
        if parts:
            parts.append(arrow(width / 2, top + 4, width / 2, top + _GAP - 4, "lit"))
            top += _GAP
        rows = [each for row in pane.rows for each in _broken(row, columns)]
        height = _HEAD + LINE * len(rows) + _MARGIN
        parts.append(box(Place(width / 2 + 1, top + height / 2, width, height), ""))
        parts += _headed(pane, top, width)
        parts += _lit(rows, top + _HEAD, width)
        parts.append(_written(rows, top + _HEAD, left))
        top += height
    return canvas(title, width + 2, top + 1, parts)


def _headed(pane: Pane, top: float, width: float) -> Iterator[str]:
    middle = top + _HEAD / 2 - 2
    yield f'<g font-weight="600">{words(_MARGIN, middle, pane.title, "start")}</g>'
    yield f'<g class="remark">{words(width - _MARGIN + 2, middle, pane.remark, "end")}</g>'


def _lit(rows: Sequence[Row], top: float, width: float) -> Iterator[str]:
    """A band behind each run of lit rows, with a line at its left."""
    for is_lit, run in groupby(enumerate(rows), key=lambda each: each[1].is_lit):
        if is_lit:
            first, *others = (number for number, _ in run)
            height = LINE * (len(others) + 1)
            above = top + LINE * first
            band = box(Place(width / 2 + 1, above + height / 2, width, height), "", "lit")
            yield f'<g class="lit">{band}{line(2, above, 2, above + height, "lit")}</g>'


def _written(rows: Sequence[Row], top: float, left: float) -> str:
    parts = []
    for index, row in enumerate(rows):
        y = top + LINE * (index + 0.5) + 4
        text = "".join(text for _, text in row.line)
        x = left + _LETTER * (len(text) - len(text.lstrip()))
        if row.number:
            parts.append(f'<text x="{left - 10}" y="{y:.1f}" class="at">{row.number}</text>')
        parts.append(f'<text x="{x:.1f}" y="{y:.1f}">{"".join(map(_piece, row.line))}</text>')
    return f'<g class="highlight">{"".join(parts)}</g>'


_PLAIN: Final = ("", "n", "p", "w")


def _piece(piece: tuple[str, str]) -> str:
    kind, text = piece
    shown = escape(text).replace("`", "&#96;")  # which would be code where Markdown reads it
    return shown if kind in _PLAIN else f'<tspan class="{kind}">{shown}</tspan>'


def _broken(row: Row, columns: int) -> Iterator[Row]:
    """The row, in as many as it takes."""
    text = "".join(text for _, text in row.line)
    if len(text) <= columns:
        yield row
        return
    indent = len(text) - len(text.lstrip()) + _HANGING
    rest = textwrap.wrap(text, columns, subsequent_indent=" " * indent, break_on_hyphens=False)
    end = 0
    for number, each in enumerate(rest):
        start = text.index(each.strip(), end)
        end = start + len(each.strip())
        moved = [("", " " * indent)] if number else []
        pieces = [*moved, *_between(row.line, start if number else 0, end)]
        yield Row(pieces, "" if number else row.number, row.is_lit)


def _between(pieces: Line, start: int, end: int) -> Iterator[tuple[str, str]]:
    at = 0
    for kind, text in pieces:
        if part := text[max(start - at, 0) : max(end - at, 0)]:
            yield kind, part
        at += len(text)
