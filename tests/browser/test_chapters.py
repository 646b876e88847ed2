"""Chapters in a real browser, from the first cell to the last. What they say is not read here.

SCREENSHOTS=DIRECTORY keeps one of them as it looks in each theme.
"""

import os
import re
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from playwright.sync_api import Locator, expect

from tests.browser.lab import Lab, read

RUN = (1, 3, 7, 11)
PICTURED = 3
READABLE = 4.5  # WCAG 2.2, 1.4.3


def code(cells: list[NotebookNode]) -> list[NotebookNode]:
    return [cell for cell in cells if cell["cell_type"] == "code" and cell["source"]]


def never_run(cells: list[NotebookNode]) -> list[str]:
    return [cell["source"] for cell in code(cells) if cell["execution_count"] is None]


def failures(cells: list[NotebookNode]) -> list[str]:
    """What the failed cells show."""
    outputs = (output for cell in code(cells) for output in cell["outputs"])
    return ["\n".join(each["traceback"]) for each in outputs if each["output_type"] == "error"]


@pytest.mark.parametrize("chapter", RUN)
def test_run_all_runs_every_cell_without_an_error(lab: Lab, chapter: int) -> None:
    lab.open(chapter)
    seconds = lab.run_all()
    cells = lab.saved(chapter)
    assert failures(cells) == []
    assert never_run(cells) == []
    print(f"chapter {chapter}: {len(code(cells))} cells in {seconds:.1f} s")  # noqa: T201


def test_shift_enter_runs_a_folded_section_and_unfolds_it(lab: Lab) -> None:
    inside = fold(lab.file(4))
    lab.open(4)
    expect(lab.cell(inside)).to_be_hidden()
    cells = read(lab.file(4)).cells
    reached = 1 + next(at for at, cell in enumerate(cells) if cell.source.startswith(inside))
    lab.press_through(reached)
    expect(lab.cell(inside)).to_be_visible()
    cells = lab.saved(4)[:reached]
    assert failures(cells) == []
    assert never_run(cells) == []


@pytest.mark.parametrize("theme", ["Dark", "Light"])
def test_the_text_of_a_picture_is_readable(lab: Lab, theme: str) -> None:
    lab.open(PICTURED)
    lab.run(lab.cell("course.chapter("))
    lab.wear(theme)
    text = lab.panel.locator("figure svg text").first
    assert contrast(colour(text, "fill"), colour(lab.panel, "background-color")) >= READABLE
    if shots := os.environ.get("SCREENSHOTS"):
        lab.shoot(Path(shots) / f"chapter_{PICTURED}_{theme.lower()}.png")


def colour(element: Locator, of: str) -> list[int]:
    """Red, green and blue, to 255."""
    found: str = element.evaluate("(element, of) => getComputedStyle(element)[of]", of)
    return [int(part) for part in re.findall(r"\d+", found)[:3]]


def contrast(one: list[int], other: list[int]) -> float:
    """WCAG 2.2, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(rgb: list[int]) -> float:
    parts = [part / 255 for part in rgb]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def fold(path: Path) -> str:
    """Folds the first section that begins with code, as an author would; returns a line in it."""
    notebook = read(path)
    for heading, first in pairwise(notebook.cells):
        if heading.source.startswith("## ") and first.cell_type == "code":
            heading.metadata["jp-MarkdownHeadingCollapsed"] = True
            nbformat.write(notebook, path)  # type: ignore[no-untyped-call]
            return str(first.source.partition("\n")[0])
    raise AssertionError(f"no section of {path.name} begins with code")
