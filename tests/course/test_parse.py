"""Reading chapters: which cells build, what their keys are, what is refused and how."""

from pathlib import Path

import jupytext  # type: ignore[import-untyped]
import pytest

from course.errors import CourseError
from course.sources.chapter import Key
from course.sources.parse import code_cells, parse_build, read_chapter, read_chapters
from tests.course.folding import LIBRARY, cell


def write(directory: Path, name: str, text: str) -> Path:
    file = directory / name
    file.write_text(text, encoding="utf-8")
    return file


def test_a_chapter_has_the_number_and_slug_of_its_file_and_the_title_of_its_heading() -> None:
    chapters = read_chapters(LIBRARY)
    assert [(each.number, each.slug, each.title) for each in chapters] == [
        (1, "01_books", "Books"),
        (2, "02_members", "Members"),
        (3, "03_lending", "Lending"),
        (4, "04_returns", "Returns"),
    ]


def test_a_comment_in_a_code_cell_is_no_title(tmp_path: Path) -> None:
    source = write(tmp_path, "01_a.md", "```python\n# not me\n```\n\n# The title\n")
    assert read_chapter(source).title == "The title"


def test_steps_count_the_build_cells_of_a_chapter() -> None:
    assert [str(each) for each in read_chapters(LIBRARY)[0].builds] == [
        "step 1.1",
        "step 1.2",
        "step 1.3",
    ]


def test_fences_in_regions_and_fences_marked_noeval_are_prose() -> None:
    paths = {each.key.path for chapter in read_chapters(LIBRARY) for each in chapter.builds}
    assert "reference_app/never.py" not in paths


@pytest.mark.parametrize("source", sorted(LIBRARY.glob("*.md")), ids=lambda path: path.stem)
def test_code_cells_are_those_that_jupytext_finds(source: Path) -> None:
    ours = [each.text.rstrip("\n") for each in code_cells(source.read_text(encoding="utf-8"))]
    notebook = jupytext.read(source)
    assert ours == [each.source for each in notebook.cells if each.cell_type == "code"]


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("", Key("reference_app/a.py", "create", None, ("f", "X", "y", "z"))),
        ("--into T", Key("reference_app/a.py", "into", "T", ("f", "X", "y", "z"))),
        ("--after T.f", Key("reference_app/a.py", "after", "T.f", ("f", "X", "y", "z"))),
        ("--replace f", Key("reference_app/a.py", "replace", "f", ("f", "X", "y", "z"))),
    ],
)
def test_a_key_is_path_form_target_and_the_names_that_the_body_defines(line: str, key: Key) -> None:
    body = "import os\n\ndef f(): ...\n\nclass X: ...\n\ny, z = 1, os.sep\n"
    assert parse_build(f"reference_app/a.py {line}", body, chapter=1, step=1).key == key


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("First,\nSecond(1, 2),\n", ("First", "Second(1, 2)")),
        ('"a": 1,\n"b": {"c": 2},\n', ('"a"', '"b"')),
        ("CreateUser: create_user,\n", ("CreateUser",)),
        ("from reference_app.b import B\n\nB: 1,\n", ("B",)),
        ("*others,\n", ("*others",)),
    ],
)
def test_items_are_named_by_their_source(body: str, names: tuple[str, ...]) -> None:
    assert cell(f"%%build reference_app/a.py --into X\n{body}").key.names == names


def test_the_key_does_not_depend_on_the_place_of_a_cell() -> None:
    source = "%%build reference_app/a.py\nx = 1\n"
    assert cell(source, chapter=1, step=1).key == cell(source, chapter=7, step=3).key


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("", "cannot read"),
        ("reference_app/a.py --inot X", "cannot read"),
        ("reference_app/a.py --into", "cannot read"),
        ("'reference_app/a.py", "No closing quotation"),
        ("../a.py", "outside the app"),
        ("reference_app/../a.py", "outside the app"),
        ("/reference_app/a.py", "outside the app"),
        ("reference_app\\a.py", "outside the app"),
        ("reference_app", "names no file"),
        ("reference_app//a.py", "names no file"),
        ("reference_app/a.lua --into X", "built whole"),
    ],
)
def test_a_line_that_cannot_be_followed_is_refused_by_chapter_and_step(
    line: str, message: str
) -> None:
    with pytest.raises(CourseError, match=message) as refusal:
        parse_build(line, "x = 1\n", chapter=3, step=4)
    assert str(refusal.value).startswith("chapter 3, step 3.4: ")


@pytest.mark.parametrize("form", ["", "--into X"])
def test_a_syntax_error_names_the_line(form: str) -> None:
    with pytest.raises(CourseError, match=r"step 3\.4: the cell is not valid Python: .*line 2"):
        parse_build(f"reference_app/a.py {form}", "x = 1\ndef f(\n", chapter=3, step=4)


def test_an_import_that_shares_its_line_is_refused() -> None:
    with pytest.raises(CourseError, match="a line of its own, line 1"):
        cell("%%build reference_app/a.py\nimport os; x = os.sep\n")


def test_two_cells_with_one_key_are_refused(tmp_path: Path) -> None:
    build = "```python\n%%build reference_app/a.py --replace f\ndef f(): ...\n```\n"
    source = write(tmp_path, "01_a.md", f"# A\n\n{build}\n{build}")
    with pytest.raises(CourseError, match=r"steps 1\.1 and 1\.2"):
        read_chapter(source)


def test_two_chapters_with_one_number_are_refused(tmp_path: Path) -> None:
    write(tmp_path, "01_a.md", "# A\n")
    write(tmp_path, "01_b.md", "# B\n")
    with pytest.raises(CourseError, match="chapter 1 has 2 sources"):
        read_chapters(tmp_path)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [("one.md", "# A\n", "name a chapter"), ("01_a.md", "no heading\n", "its title")],
)
def test_a_source_without_number_or_title_is_refused(
    tmp_path: Path, name: str, text: str, message: str
) -> None:
    with pytest.raises(CourseError, match=message):
        read_chapter(write(tmp_path, name, text))


@pytest.mark.parametrize("form", ["--into X", "--after X.a", "--replace X.a"])
def test_an_indented_member_is_answered_with_how_members_are_written(form: str) -> None:
    indented = "    def f(self) -> int:\n        return 1\n"
    with pytest.raises(CourseError, match="below %%build: members are written without indentation"):
        parse_build(f"reference_app/a.py {form}", indented, chapter=3, step=4)
    with pytest.raises(CourseError, match=r"line 1 below %%build\n"):
        parse_build("reference_app/a.py", indented, chapter=3, step=4)
