"""Boxes and arrows on a grid, lanes in time, layers. Which diagrams there are: pictures/."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Final, NamedTuple

from course.pictures.svg import Mark, Place, arrow, box, box_size, canvas, line, words

_MARGIN: Final = 16


class Box(NamedTuple):
    """Column and row count from 0 and may lie between two others: 1.5. Text may have lines."""

    column: float
    row: float
    text: str
    mark: Mark = "plain"


class Arrow(NamedTuple):
    start: str
    end: str
    text: str = ""
    mark: Mark = "plain"


def graph(
    title: str,
    boxes: Mapping[str, Box],
    arrows: Sequence[Arrow],
    cell: tuple[int, int] = (190, 92),
) -> str:
    """Boxes on a grid of cells that are so wide and high, and arrows from edge to edge."""
    places = {name: _place(each, cell) for name, each in boxes.items()}
    pairs = {(each.end, each.start) for each in arrows}
    parts = [
        _connection(each, places[each.start], places[each.end], (each.start, each.end) in pairs)
        for each in arrows
    ]
    parts += [box(places[name], each.text, each.mark) for name, each in boxes.items()]
    width = max(place.x + place.width / 2 for place in places.values())
    height = max(place.y + place.height / 2 for place in places.values())
    return canvas(title, width + _MARGIN, height + _MARGIN, parts)


def timeline(title: str, lanes: Sequence[str], steps: Sequence[Arrow], width: int = 210) -> str:
    """Lanes side by side, time downwards. A step from a lane to itself is a note on it."""
    x = {lane: _MARGIN + width * (index + 0.5) for index, lane in enumerate(lanes)}
    rows = [*zip(count(76, 42), steps, strict=False)]
    bottom = 56 + 42 * len(steps)
    parts = [box(Place(at, 24, box_size(lane)[0], 32), lane) for lane, at in x.items()]
    for lane, at in x.items():
        notes = [
            (y - 6, box_size(step.text)[1] / 2)
            for y, step in rows
            if step.start == step.end == lane
        ]
        parts += [line(at, top, at, end) for top, end in _lane(notes, bottom)]
    parts += [_step(x[step.start], x[step.end], y, step) for y, step in rows]
    return canvas(title, 2 * _MARGIN + width * len(lanes), bottom + 6, parts)


def _lane(notes: Sequence[tuple[float, float]], bottom: float) -> Iterator[tuple[float, float]]:
    """Tops and ends of a lane above, between and below its notes (middle, half the height)."""
    tops = [40.0, *(y + half for y, half in notes)]
    ends = [*(y - half for y, half in notes), bottom]
    yield from ((top, end) for top, end in zip(tops, ends, strict=True) if end > top)


def layers(title: str, names: Mapping[str, tuple[str, Mark]]) -> str:
    """Layers from the outermost down; each with a remark at its right, and marked or not."""
    parts = []
    for row, (name, (remark, mark)) in enumerate(names.items()):
        y = 26 + 36 * row
        parts.append(box(Place(140, y, 248, 30), name, mark))
        parts.append(words(280, y, remark, "start"))
    return canvas(title, 560, 36 * len(names) + 10, parts)


def _place(each: Box, cell: tuple[int, int]) -> Place:
    """The first row and column touch the margin as far as their boxes allow."""
    width, height = box_size(each.text)
    x, y = (each.column + 0.5) * cell[0], _MARGIN + 26 + each.row * cell[1]
    return Place(_MARGIN + x, y, width, height)


def _step(x1: float, x2: float, y: float, step: Arrow) -> str:
    if x1 == x2:
        width, height = box_size(step.text)
        return box(Place(x1, y - 6, width, height), step.text, step.mark)
    inward = 3 if x2 > x1 else -3
    drawn = arrow(x1 + inward, y, x2 - inward, y, step.mark)
    return drawn + words((x1 + x2) / 2, y - 11, step.text)


def _connection(each: Arrow, start: Place, end: Place, returns: bool) -> str:
    """From edge to edge; of two that go both ways, each keeps to its left side."""
    dx, dy = end.x - start.x, end.y - start.y
    length = (dx * dx + dy * dy) ** 0.5 or 1
    aside = 8 if returns else 0
    sx, sy = dy / length * aside, -dx / length * aside
    out, back = _edge(start, dx, dy), 1 - _edge(end, dx, dy)
    x1, y1 = start.x + dx * out + sx, start.y + dy * out + sy
    x2, y2 = start.x + dx * back + sx, start.y + dy * back + sy
    return arrow(x1, y1, x2, y2, each.mark) + _label(each.text, x1, y1, x2, y2)


def _edge(place: Place, dx: float, dy: float) -> float:
    """Which part of the way leads from the centre to the edge."""
    across = (place.width / 2 + 3) / abs(dx) if dx else 1
    down = (place.height / 2 + 3) / abs(dy) if dy else 1
    return min(across, down)


def _label(text: str, x1: float, y1: float, x2: float, y2: float) -> str:
    """Above an arrow that goes right, below one that goes left; beside one that goes up or down."""
    if not text:
        return ""
    x, y = (x1 + x2) / 2, (y1 + y2) / 2
    if abs(x2 - x1) >= abs(y2 - y1):
        return words(x, y - 11 if x2 > x1 else y + 12, text)
    down = y2 > y1
    return words(x + (8 if down else -8), y, text, "start" if down else "end")
