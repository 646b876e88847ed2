"""The rules that a chapter keeps so that it can be read in an hour: parts, sizes, words, outputs.

What the parts are: anatomy.py. `python -m course.write.manuscript 3` checks one chapter.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

import nbformat
from nbformat import NotebookNode

from course.paths import NOTEBOOKS, SOURCES
from course.sources.anatomy import FIXED, PARTS, PREDICTION, cells_of, part_of, size_of
from course.sources.chapter import Chapter
from course.sources.parse import read_chapters
from course.write.prose import numbers_from_nowhere, words_to_avoid

WORDS: Final = 2000
CELLS: Final = 30
LINES: Final = 25
WIDTH: Final = 100
GOALS: Final = range(3, 6)

_DAY: Final = "2030-01-01"  # on which the clocks of our chapters stand still

# What another machine, another day or another Python would print otherwise.
_UNSTABLE: Final = {
    "a memory address": re.compile(r"\b0x[0-9a-f]{6,}"),
    "a clock": re.compile(rf"(?<!{_DAY}.)\b\d\d:\d\d:\d\d\b"),
    "a path of this machine": re.compile(r"(?<![\w/.])/(?:tmp|home|root|work|usr|Users)/"),
    "an id born here": re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-"),
    "colours of a terminal": re.compile(r"\x1b\["),
}


def complaints(chapter: Chapter, notebook: Path | None = None) -> list[str]:
    """What a chapter and its executed notebook don't keep, a sentence each."""
    cells = cells_of(chapter.source.read_text(encoding="utf-8"))
    found = [*_parts(cells), *_sizes(cells), *_cells(cells), *_prose(cells), *_goals(cells)]
    if notebook is not None:
        found += _outputs(notebook)
    return [f"chapter {chapter.number}: {each}" for each in found]


def _parts(cells: Sequence[NotebookNode]) -> Iterator[str]:
    order = [part for part, after in pairwise([*map(part_of, cells), ""]) if part != after]
    yield from (f"there is no part {part!r}" for part in order if part and part not in PARTS)
    fixed = [part for part in order if part in FIXED]
    if fixed != list(FIXED):
        yield f"its fixed parts are {', '.join(fixed)}, not {', '.join(FIXED)}, once each"
    yield from (
        f"it has no part {part!r}"
        for part in ("wrong", "idea", "build", "use")
        if part not in order
    )
    tags = [tag for cell in cells for tag in cell.metadata.get("tags", ())]
    if PREDICTION not in tags:
        yield "it asks for no prediction: a cell `guess = 2`"
    if "course.picture(" not in "".join(cell.source for cell in cells if part_of(cell) == "idea"):
        yield "its idea has no picture"


def _sizes(cells: Sequence[NotebookNode]) -> Iterator[str]:
    size = size_of(cells)
    if size.words > WORDS:
        yield f"{size.words} words; at most {WORDS}"
    if len(size.taught) > CELLS:
        yield f"{len(size.taught)} code cells outside the fittings; at most {CELLS}"
    yield from (
        f"a code cell of {lines} lines; at most {LINES}" for lines in size.taught if lines > LINES
    )
    if 2 * size.fitted > size.built:
        yield f"{size.fitted} of {size.built} built lines are fittings; at most half"


def _cells(cells: Sequence[NotebookNode]) -> Iterator[str]:
    for one, next_ in pairwise(cells):
        is_prediction = PREDICTION in one.metadata.get("tags", ())
        if one.cell_type == next_.cell_type == "code" and not is_prediction:
            yield f"no word between two code cells, before {_start(next_)}"
    for cell in cells:
        if cell.cell_type == "code":
            if any(len(line) > WIDTH and " " in line.strip() for line in cell.source.splitlines()):
                yield f"a line over {WIDTH} characters in {_start(cell)}"
            is_build = cell.source.startswith("%%build")
            if not is_build and re.search(r"\bguess\b(?! = )(?!\})", cell.source):
                yield f"the guess is used in {_start(cell)}: only show it, as {{guess}}"
            if not is_build and "asyncio.run(" in cell.source:
                yield f"asyncio.run in {_start(cell)}: a notebook can await"


def _prose(cells: Sequence[NotebookNode]) -> Iterator[str]:
    for cell in cells:
        if cell.cell_type == "markdown":
            yield from (f"{word!r} in {_start(cell)}" for word in words_to_avoid(cell.source))
            if re.search(r"^!!!", cell.source, re.MULTILINE):
                yield f"!!! is no callout in a notebook, in {_start(cell)}"


def _goals(cells: Sequence[NotebookNode]) -> Iterator[str]:
    promised, kept = (_bullets(cells, part) for part in ("goals", "recap"))
    if promised not in GOALS or promised != kept:
        yield f"it promises {promised} things and recalls {kept}; 3 to 5, and as many"
    recap = "\n".join(cell.source for cell in cells if part_of(cell) == "recap")
    for question, options in re.findall(
        r"^\*\*(.+\?)\*\*\n\n((?:<details>.*\n?)+)", recap, re.MULTILINE
    ):
        answers = re.findall(r"</summary>(Yes|No)\b", options)
        if len(answers) != options.count("<details>") or answers.count("Yes") != 1:
            yield f"the question {question!r} needs one Yes, and No with a reason elsewhere"
    if recap.count("</summary>Yes") < 2 or "From chapter" not in recap:
        yield "its quiz has fewer than two questions, or none from an earlier chapter"


def _bullets(cells: Sequence[NotebookNode], part: str) -> int:
    text = "\n".join(cell.source for cell in cells if part_of(cell) == part)
    return len(re.findall(r"^\* ", text, re.MULTILINE))


def _outputs(path: Path) -> Iterator[str]:
    notebook = nbformat.reads(path.read_text("utf-8"), as_version=4)  # type: ignore[no-untyped-call]
    shown = []
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if output.output_type == "error" or output.get("name") == "stderr":
                yield f"an error is stored with {_start(cell)}"
            text = output.get("text") or output.get("data", {}).get("text/plain", "")
            shown.append(text)
            for what, pattern in _UNSTABLE.items():
                if pattern.search(text):
                    yield f"{what} is stored with {_start(cell)}"
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    written = [cell for cell in notebook.cells if part_of(cell) != "exercises"]  # those are counted
    prose = [cell.source for cell in written if cell.cell_type == "markdown"]
    for number in numbers_from_nowhere("\n\n".join(prose), "\n".join(code + shown)):
        yield f"the number {number} is in the text, and no cell shows it"


def _start(cell: NotebookNode) -> str:
    return repr(cell.source.partition("\n")[0][:60])


def main(words: Sequence[str]) -> int:
    """Prints sizes and complaints of the chapters named, or of all that build something."""
    wanted = set(map(int, words))
    found: list[str] = []
    for chapter in read_chapters(SOURCES):
        if chapter.builds and (not wanted or chapter.number in wanted):
            size = size_of(cells_of(chapter.source.read_text(encoding="utf-8")))
            path = NOTEBOOKS / f"{chapter.slug}.ipynb"
            print(
                f"chapter {chapter.number:2}: {size.words:5} words, {len(size.taught):2} taught "
                f"cells, {size.fitted:3} of {size.built:3} built lines fitted, {size.minutes} min"
            )
            found += complaints(chapter, path if path.exists() else None)
    print(*found, sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
