"""Rendering: chapters to executed notebooks that stay the same bytes until something changes."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from course.errors import CourseError
from course.sources.parse import read_chapters
from course.write.render import check_rendered, convert, render

PACKAGE = '%%build reference_app/__init__.py\n"""The app."""'
SEATS = '%%build reference_app/seats.py\n"""Seats."""\n\nLIMIT = 5'
USE = "import asyncio, reference_app.seats as s\nawait asyncio.sleep(0)\nprint(s.LIMIT)"
OPEN = """import os, pathlib, course.notebook.magics
course.notebook.magics.open_chapter({}, pathlib.Path(os.environ["SOURCES"]))"""


def write_chapter(directory: Path, slug: str, *cells: str) -> None:
    begin = OPEN.format(int(slug[:2]))
    fences = "\n\n".join(f"```python\n{cell}\n```" for cell in (begin, *cells))
    (directory / f"{slug}.md").write_text(f"# {slug[3:].title()}\n\nWords.\n\n{fences}\n", "utf-8")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two chapters, rendered once."""
    directory = tmp_path_factory.mktemp("the original")
    write_chapter(directory, "01_map", PACKAGE)
    write_chapter(directory, "02_seats", SEATS, USE, "print('done')", "print('done')")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SOURCES", str(directory))
        render(read_chapters(directory), directory=directory / "notebooks")
    return directory


@pytest.fixture
def sources(original: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the chapters."""
    copy = Path(shutil.copytree(original, tmp_path / "the copy"))
    monkeypatch.setenv("SOURCES", str(copy))
    monkeypatch.delenv("COURSE_WORKSPACE", raising=False)
    return copy


@pytest.fixture
def rendered(sources: Path) -> Path:
    """The notebook of the second chapter."""
    return sources / "notebooks" / "02_seats.ipynb"


def findings(sources: Path, notebooks: Path) -> list[str]:
    return check_rendered(read_chapters(sources), directory=notebooks)


def outputs(path: Path) -> list[str]:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    shown = [output for cell in cells for output in cell.get("outputs", ())]
    return ["".join(output["text"]) for output in shown if "text" in output]


def test_a_notebook_holds_what_its_cells_printed_where_nobody_ran_anything(rendered: Path) -> None:
    assert outputs(rendered) == [
        "chapter 2: Seats\n",
        "step 2.1: wrote seats.py, 3 lines\n",
        "5\n",
        "done\n",
        "done\n",
    ]


def test_a_notebook_holds_nothing_of_the_run_itself(rendered: Path) -> None:
    notebook = json.loads(rendered.read_text("utf-8"))
    assert {key for cell in notebook["cells"] for key in cell["metadata"]} == set()
    assert notebook["metadata"].keys() == {"course", "kernelspec", "language_info"}
    assert "version" not in notebook["metadata"]["language_info"]
    assert b"\r" not in rendered.read_bytes()


def test_the_same_sources_give_the_same_bytes_whatever_a_learner_ran(
    rendered: Path, sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURSE_WORKSPACE", str(tmp_path / "a learner's"))
    render(read_chapters(sources), directory=tmp_path / "again")
    assert (tmp_path / "again" / rendered.name).read_bytes() == rendered.read_bytes()
    assert not (tmp_path / "a learner's").exists()


def test_what_is_up_to_date_is_not_rendered_again(sources: Path, rendered: Path) -> None:
    chapters = read_chapters(sources)
    assert findings(sources, rendered.parent) == []
    assert render(chapters, directory=rendered.parent) == []
    write_chapter(sources, "02_seats", SEATS, USE, "print('done')")
    stale = "02_seats.ipynb differs from its source: run `make build`"
    assert findings(sources, rendered.parent) == [stale]
    assert render(read_chapters(sources), directory=rendered.parent) == [rendered]


def test_another_build_cell_makes_a_notebook_stale(sources: Path, rendered: Path) -> None:
    write_chapter(sources, "01_map", PACKAGE.replace("The app", "Our app"))
    assert "02_seats.ipynb was executed with other sources: run `make build`" in findings(
        sources, rendered.parent
    )


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("LIMIT = 5", "LIMIT = 6", "02_seats.ipynb differs from its source: run `make build`"),
        ("Words.", "Word.", "02_seats.ipynb differs from its source: run `make build`"),
        (
            '"execution_count": 3',
            '"execution_count": null',
            "02_seats.ipynb was not executed: run `make build`",
        ),
    ],
)
def test_an_edit_of_a_notebook_is_found(
    sources: Path, rendered: Path, old: str, new: str, finding: str
) -> None:
    text = rendered.read_text("utf-8")
    assert old in text
    rendered.write_text(text.replace(old, new), "utf-8")
    assert findings(sources, rendered.parent) == [finding]


def test_missing_and_superfluous_notebooks_are_found(sources: Path, rendered: Path) -> None:
    rendered.rename(rendered.with_name("03_gone.ipynb"))
    assert findings(sources, rendered.parent) == [
        "02_seats.ipynb is missing: run `make build`",
        "03_gone.ipynb has no source: delete it",
    ]


def test_a_cell_that_fails_is_named_and_its_notebook_stays(sources: Path, rendered: Path) -> None:
    before = rendered.read_bytes()
    write_chapter(sources, "02_seats", SEATS, "# Why\n{}['seats']")
    write_chapter(sources, "03_new", "print(3)")
    with pytest.raises(CourseError, match=r"^chapter 2, cell 4 \(# Why\): KeyError: 'seats'$"):
        render(read_chapters(sources), directory=rendered.parent)
    assert rendered.read_bytes() == before
    assert outputs(rendered.with_name("03_new.ipynb"))[1:] == ["3\n"]


def test_a_kernel_that_dies_is_told(sources: Path, tmp_path: Path) -> None:
    write_chapter(sources, "02_seats", "import os\nos._exit(1)")
    with pytest.raises(CourseError, match=r"^chapter 2, cell 3 \(import os\): its kernel died$"):
        render(read_chapters(sources)[1:], directory=tmp_path)


def test_cells_keep_their_ids_and_equal_cells_have_two(sources: Path) -> None:
    chapters = read_chapters(sources)
    first = convert(chapters[1], chapters)
    write_chapter(sources, "02_seats", "0", SEATS.replace("5", "6"), USE, "print('done')")
    chapters = read_chapters(sources)
    second = convert(chapters[1], chapters)
    ids = {cell.source: cell.id for cell in second.cells}
    assert ids[SEATS.replace("5", "6")] == next(c.id for c in first.cells if c.source == SEATS)
    assert ids[USE] == next(c.id for c in first.cells if c.source == USE)
    assert len({cell.id for cell in first.cells}) == len(first.cells)


def test_a_character_of_a_stored_output_makes_nbval_fail(
    rendered: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))  # nbval kills kernels: they leave their workspace
    rendered.write_text(rendered.read_text("utf-8").replace('"5\\n"', '"6\\n"'), "utf-8")
    command = [sys.executable, "-m", "pytest", "--nbval", "-p", "no:cacheprovider", str(rendered)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "1 failed, 4 passed" in done.stdout, done.stdout + done.stderr
