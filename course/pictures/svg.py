"""The marks that drawings are made of, as SVG: boxes, arrows, text. What they mean: diagrams.py.

Text and lines take the colour of the page (`currentColor`), so that they read in light and dark.
The same arguments give the same text, to the byte. Lengths are in pixels.
"""

from collections.abc import Iterable
from html import escape
from typing import Final, Literal, NamedTuple

Mark = Literal["plain", "lit", "bad", "bare"]

# Mid tones with a contrast over 3 on white and on #111 (WCAG 2.2, 1.4.11); wrong is dashed as well.
_ACCENT: Final = "#0e8a98"
_WRONG: Final = "#d1495b"
_DASHES: Final = ' stroke-dasharray="5 3"'
_STROKES: Final[dict[Mark, str]] = {
    "plain": 'stroke="currentColor" stroke-opacity=".6"',
    "lit": f'stroke="{_ACCENT}" stroke-width="2"',
    "bad": f'stroke="{_WRONG}" stroke-width="2"{_DASHES}',
    "bare": 'stroke="none"',
}
_FILLS: Final[dict[Mark, str]] = {
    "plain": 'fill="currentColor" fill-opacity=".05"',
    "lit": f'fill="{_ACCENT}" fill-opacity=".18"',
    "bad": f'fill="{_WRONG}" fill-opacity=".14"',
    "bare": 'fill="none"',
}
_HEADS: Final[dict[Mark, str]] = {
    "plain": "currentColor",
    "lit": _ACCENT,
    "bad": _WRONG,
    "bare": "currentColor",
}
_LETTER: Final = 7.3  # an average letter at 13 pixels
LINE: Final = 17  # from one line of text to the next


class Picture:
    """A drawing and the same in words, which a reader can unfold and a program can read out."""

    def __init__(self, title: str, words: str, svg: str) -> None:
        self.title, self.words, self.svg = title, words, svg

    def __repr__(self) -> str:
        return f"{self.title}: {self.words}"

    def _repr_html_(self) -> str:
        return (
            f'<figure style="margin: 1em 0; overflow-x: auto">{self.svg}<figcaption><details>'
            f"<summary>{escape(self.title)}, in words</summary>{escape(self.words)}"
            "</details></figcaption></figure>"
        )


class Place(NamedTuple):
    """Centre and size of a box."""

    x: float
    y: float
    width: float
    height: float


def canvas(title: str, width: float, height: float, parts: Iterable[str]) -> str:
    """The drawing around its parts; as wide as it needs, never wider than the page."""
    return (
        f'<svg viewBox="0 0 {width:.0f} {height:.0f}" role="img" aria-label="{escape(title)}" '
        f'style="width: {width:.0f}px; max-width: 100%; height: auto; font: 13px sans-serif" '
        f'fill="currentColor">{"".join(parts)}</svg>'
    )


def box(place: Place, text: str, mark: Mark = "plain") -> str:
    x, y, width, height = place
    return (
        f'<rect x="{x - width / 2:.1f}" y="{y - height / 2:.1f}" width="{width:.1f}" '
        f'height="{height:.1f}" rx="7" {_FILLS[mark]} {_STROKES[mark]}/>{words(x, y, text)}'
    )


def box_size(text: str) -> tuple[float, float]:
    """Width and height of a box that holds the text."""
    lines = text.split("\n")
    return _LETTER * max(map(len, lines)) + 22, LINE * len(lines) + 15


def words(x: float, y: float, text: str, anchor: str = "middle") -> str:
    """Text centred on `y`, line below line."""
    lines = text.split("\n")
    top = y - LINE * (len(lines) - 1) / 2 + 4.5
    return "".join(
        f'<text x="{x:.1f}" y="{top + LINE * number:.1f}" text-anchor="{anchor}">'
        f"{escape(line)}</text>"
        for number, line in enumerate(lines)
    )


def line(x1: float, y1: float, x2: float, y2: float, mark: Mark = "plain") -> str:
    return f'<path d="M{x1:.1f} {y1:.1f} {x2:.1f} {y2:.1f}" {_STROKES[mark]}/>'


def arrow(x1: float, y1: float, x2: float, y2: float, mark: Mark = "plain") -> str:
    """A line with a head at its end."""
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5 or 1
    dx, dy = (x2 - x1) / length, (y2 - y1) / length
    sides = (
        f"{x2 - 9 * dx - side * 4 * dy:.1f} {y2 - 9 * dy + side * 4 * dx:.1f}" for side in (1, -1)
    )
    head = f'<path d="M{x2:.1f} {y2:.1f} {" ".join(sides)}z" fill="{_HEADS[mark]}"/>'
    return line(x1, y1, x2, y2, mark) + head
