"""What executed chapters may show, and numbers in their text."""

import json
from pathlib import Path
from typing import Any

import pytest

from course.paths import NOTEBOOKS, SOURCES
from course.sources.parse import read_chapters
from course.write.manuscript import complaints
from course.write.prose import numbers_from_nowhere, words_to_avoid

CHAPTERS = [chapter for chapter in read_chapters(SOURCES) if chapter.builds]


def notebook(directory: Path, cell: dict[str, Any]) -> Path:
    path = directory / "04_seats.ipynb"
    whole = {"cells": [cell | {"metadata": {}}], "metadata": {}, "nbformat": 4}
    path.write_text(json.dumps(whole | {"nbformat_minor": 4}), encoding="utf-8")
    return path


def stored(directory: Path, text: str, **output: Any) -> list[str]:
    """Complaints about an output, besides those about the made-up chapter itself."""
    shown = {"output_type": "stream", "name": "stdout", "text": text} | output
    path = notebook(directory, {"cell_type": "code", "source": "look()", "outputs": [shown]})
    bare = complaints(CHAPTERS[0])
    return [each for each in complaints(CHAPTERS[0], path) if each not in bare]


@pytest.mark.parametrize("chapter", CHAPTERS, ids=[chapter.slug for chapter in CHAPTERS])
def test_a_chapter_keeps_the_rules(chapter: Any) -> None:
    assert complaints(chapter, NOTEBOOKS / f"{chapter.slug}.ipynb") == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("<object at 0x7f3a2b1c>", "a memory address"),
        ("started 12:59:03", "a clock"),
        ("/" + "home/ada/app.db", "a path of this machine"),
        ("019a5b1e-77aa-7cc3-9a51-aa01f2c3d4e5", "an id born here"),
        ("\x1b[31mred", "colours of a terminal"),
    ],
)
def test_what_another_run_would_print_otherwise_is_told(
    tmp_path: Path, text: str, what: str
) -> None:
    assert f"{what} is stored with 'look()'" in stored(tmp_path, text)[0]


def test_what_stays_the_same_may_be_stored(tmp_path: Path) -> None:
    fixed = "2030-01-01 12:00:00+00:00 /api/v1/users 00000000-0000-0000-0000-000000000001"
    assert stored(tmp_path, fixed) == []


def test_a_stored_error_is_told(tmp_path: Path) -> None:
    assert "an error is stored with 'look()'" in stored(tmp_path, "oh", name="stderr")[0]


def test_a_number_needs_a_cell_or_a_source() -> None:
    cells = "print(ghosts)\n16 of 64"
    assert list(numbers_from_nowhere("Of 64 ways 17 end so.", cells)) == ["17"]
    assert list(numbers_from_nowhere("RFC 9562 says 48 bits.\n\nNow 49.", cells)) == ["49"]
    assert list(numbers_from_nowhere("At 9:02, in chapters 10 and 11: `x = 99`.", cells)) == []
    assert list(numbers_from_nowhere("1,000 rows", "1000")) == []


def test_a_notebook_of_prose_only_shows_nothing(tmp_path: Path) -> None:
    path = notebook(tmp_path, {"cell_type": "markdown", "source": "Words."})
    assert complaints(CHAPTERS[0], path) == complaints(CHAPTERS[0])


def test_words_that_judge_or_praise_are_found_outside_code() -> None:
    text = "It is Simply robust, `just` so: a powerful, clean architecture."
    assert list(words_to_avoid(text)) == ["Simply", "robust", "powerful", "clean architecture"]
