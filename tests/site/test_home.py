"""The first page: its picture is what the chapter, the app and an answer really are, and what it
counts is there."""

import re
from collections.abc import Sequence
from dataclasses import replace
from html import unescape
from pathlib import Path

import nbformat
import pytest

from course.errors import CourseError
from course.fold.tree import fold
from course.paths import APP, NOTEBOOKS, ROOT, SOURCES
from course.site.exchanges import Exchange, exchanges
from course.site.home import ASKED, SHOWN, idea
from course.sources.chapter import Chapter
from course.sources.parse import read_chapters

FILE = "reference_app/domain/services.py"
CHAPTER = "04_rules_across"


@pytest.fixture(scope="module")
def chapters() -> tuple[Chapter, ...]:
    return read_chapters(SOURCES)


@pytest.fixture(scope="module")
def answer() -> Exchange:
    [made] = exchanges([ASKED])
    return made


def picture(chapters: Sequence[Chapter], answer: Exchange) -> str:
    cells = [cell for each in chapters for cell in each.builds if cell.key.path == FILE]
    return idea(chapters, fold(cells), answer)


def lines(html: str) -> list[tuple[str, str]]:
    """What the wide one of the drawings says, by height: the number of the line, and the line."""
    drawing = html.partition('<div class="wide">')[2].partition("</svg>")[0]
    found: dict[str, tuple[str, str]] = {}
    for height, marks, text in re.findall(r'<text [^>]*y="([\d.]+)"(.*?)>(.*?)</text>', drawing):
        words = unescape(re.sub("<[^>]*>", "", text))
        is_number = 'class="at"' in marks
        found[height] = (words, "") if is_number else (found.get(height, ("",))[0], words)
    return [*found.values()]


def changed(chapters: Sequence[Chapter], old: str, new: str) -> list[Chapter]:
    """As if an author had written something else in the cells of that file."""
    return [
        replace(
            each,
            builds=tuple(replace(cell, body=cell.body.replace(old, new)) for cell in each.builds),
        )
        for each in chapters
    ]


def test_the_cell_is_the_chapters_word_for_word(
    chapters: Sequence[Chapter], answer: Exchange
) -> None:
    source = (SOURCES / f"{CHAPTER}.md").read_text(encoding="utf-8")
    fences = re.findall("^```python\n(.*?)^```$", source, re.DOTALL | re.MULTILINE)
    [cell] = [fence for fence in fences if f"def {SHOWN}(" in fence]
    shown = "\n".join(line for _, line in lines(picture(chapters, answer)))
    assert cell.startswith(f"%%build {FILE}\n")
    assert cell in shown


def test_the_file_is_the_apps_line_for_line(chapters: Sequence[Chapter], answer: Exchange) -> None:
    file = (ROOT / FILE).read_text(encoding="utf-8").splitlines()
    shown = {int(number): line for number, line in lines(picture(chapters, answer)) if number}
    assert shown == {number: file[number - 1] for number in shown}
    [begin] = [number for number, line in shown.items() if line.startswith(f"def {SHOWN}(")]
    assert {1, begin, begin + 4} < set(shown)


def test_the_answer_is_the_one_that_the_chapter_prints(
    chapters: Sequence[Chapter], answer: Exchange
) -> None:
    shown = "\n".join(line for _, line in lines(picture(chapters, answer)))
    [detail], [code] = (re.findall(f'"{name}": "(.+)"', shown) for name in ("detail", "code"))
    notebook = nbformat.read(NOTEBOOKS / f"{CHAPTER}.ipynb", 4)  # type: ignore[no-untyped-call]
    printed = str([cell.get("outputs") for cell in notebook.cells])
    assert f"409 {code} - {detail}" in printed
    assert "\n409 Conflict\n" in shown


def test_what_an_author_changes_the_picture_shows(
    chapters: Sequence[Chapter], answer: Exchange
) -> None:
    other = changed(chapters, "unless all newcomers find a seat", "if one has to stand")
    shown = [line for _, line in lines(picture(other, answer)) if "has to stand" in line]
    assert len(shown) == 2, "in the cell, and in the file"


def test_without_the_cell_there_is_a_sentence(
    chapters: Sequence[Chapter], answer: Exchange
) -> None:
    without = [
        replace(each, builds=tuple(cell for cell in each.builds if SHOWN not in cell.key.names))
        for each in chapters
    ]
    with pytest.raises(CourseError, match=f"cell that builds {SHOWN}, and no chapter has one"):
        picture(without, answer)


def test_an_answer_in_other_words_than_the_cells_is_refused(
    chapters: Sequence[Chapter], answer: Exchange
) -> None:
    with pytest.raises(CourseError, match=r"2 seats are free.*is none of its texts"):
        picture(changed(chapters, "seats are free", "chairs are free"), answer)


def test_what_is_counted_is_there(built: Path) -> None:
    html = (built / "index.html").read_text(encoding="utf-8")
    found = re.findall(r"<dt>(.*?)</dt>\s*<dd>([\d,]+)</dd>", html)
    files = [path.read_text(encoding="utf-8") for path in APP.rglob("*.py")]
    tests = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests/app").rglob("test_*.py"))
    tasks = [path.read_text("utf-8") for path in (ROOT / "exercises/source").glob("*.md")]
    wrong = [*(ROOT / "exercises/wrong").glob("*/*.py")]
    builds = [path for path in SOURCES.glob("*.md") if "%%build" in path.read_text("utf-8")]
    assert [int(number.replace(",", "")) for _, number in found] == [
        len(builds),
        sum(bool(line.strip()) for text in files for line in text.splitlines()),
        len(re.findall(r"^ *(?:async )?def test_|^Test\w+ = ", tests, re.MULTILINE)),
        sum(len(re.findall("^%%answer", text, re.MULTILINE)) for text in tasks),
        len(wrong),
    ]
    assert f"in {len(files)} files" in found[1][0]
