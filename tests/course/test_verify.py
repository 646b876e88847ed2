"""Verifying: every way in which chapters and app can disagree is found, and told by step."""

from pathlib import Path

import pytest

from course.fold.tree import FoldedFile, assemble, fold, write_tree
from course.fold.verify import superseded, unformatted, unowned, verify
from course.sources.chapter import Chapter
from course.sources.parse import read_chapters
from tests.course.folding import builds, cell, library


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """The library, as its chapters build it."""
    write_tree(fold(builds(library())), tmp_path)
    return tmp_path / "reference_app"


def chapters(directory: Path, *builds: str) -> tuple[Chapter, ...]:
    """One chapter per text of build cells."""
    for number, text in enumerate(builds, 1):
        source = f"# Title\n\n```python\n{text}\n```\n"
        (directory / f"{number:02}_a.md").write_text(source, encoding="utf-8")
    return read_chapters(directory)


def differing(app: Path) -> list[str]:
    """Findings, apart from the library's many superseded lines."""
    return [each for each in verify(library(), app) if not each.startswith("superseded")]


def test_the_app_that_the_chapters_build_has_no_finding(app: Path) -> None:
    assert differing(app) == []


def test_one_changed_character_is_found_with_its_line_and_step(app: Path) -> None:
    file = app / "lending.py"
    file.write_text(file.read_text().replace("WEEKS = 4", "WEEKS = 5"))
    (finding,) = differing(app)
    assert finding.startswith(
        "reference_app/lending.py line 10: chapter 4, step 4.4 builds 'WEEKS = 4', "
        "the app has 'WEEKS = 5'"
    )


@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b"# \xff\n", b"x"])
def test_bytes_at_the_end_of_a_file_are_compared_too(app: Path, ending: bytes) -> None:
    file = app / "lending.py"
    file.write_bytes(file.read_bytes() + ending)
    (finding,) = differing(app)
    assert "chapter 3, step 3.1" in finding


def test_a_missing_file_is_found_with_its_step(app: Path) -> None:
    (app / "count.lua").unlink()
    (finding,) = differing(app)
    assert finding.startswith("reference_app/count.lua is missing, chapter 1, step 1.3 builds it")


def test_a_file_that_no_step_builds_is_found(app: Path) -> None:
    (app / "extra.py").write_text("")
    (finding,) = differing(app)
    assert finding.startswith("no step builds reference_app/extra.py")


def test_compiled_files_and_data_are_not_the_chapters_business(app: Path) -> None:
    for name in ("__pycache__/a.pyc", "var/app.db"):
        (app / name).parent.mkdir()
        (app / name).write_bytes(b"")
    assert differing(app) == []


def test_a_cell_that_fits_nowhere_is_a_finding(tmp_path: Path) -> None:
    wrong = chapters(tmp_path, "%%build reference_app/a.py --into X\nx: int")
    (finding,) = verify(wrong, tmp_path / "reference_app")
    assert finding.startswith("chapter 1, step 1.1: ")


def test_a_cell_in_another_format_is_found_even_when_superseded(tmp_path: Path) -> None:
    findings = unformatted(
        chapters(
            tmp_path,
            "%%build reference_app/a.py\nx = 1\ny = {'a':1}",
            "%%build reference_app/a.py --replace y\ny = 2",
        )
    )
    assert list(findings) == [
        "chapter 1, step 1.1 is not in our format:\ny = {'a':1}\n"
        'the formatter wants:\ny = {"a": 1}'
    ]


def test_blank_lines_and_the_order_of_imports_are_the_formatters(tmp_path: Path) -> None:
    build = "%%build reference_app/a.py\nimport sys\nimport os\nx = sys, os\ndef f() -> None: ..."
    assert list(unformatted(chapters(tmp_path, build))) == []


def test_opening_up_a_literal_is_no_fault_of_its_cell(tmp_path: Path) -> None:
    create = "%%build reference_app/a.py\nx = {}\ny = frozenset({})\nz = []"
    items = [f"%%build reference_app/a.py --into {name}\n1,\n2," for name in "yz"]
    item = '%%build reference_app/a.py --into x\n"a": 1,'
    assert list(unformatted(chapters(tmp_path, create, item, *items))) == []


def test_superseded_lines_are_counted_by_step_and_limited() -> None:
    report = superseded(assemble(builds(library())))
    assert {(str(new), str(old)): count for (old, new), count in report.lines.items()} == {
        ("step 2.4", "step 1.2"): 5,
        ("step 4.2", "step 2.2"): 8,
        ("step 4.4", "step 3.1"): 1,
    }
    assert report.share == 14 / report.final
    assert "superseded: 14 of " in str(report)


def test_a_tenth_of_superseded_lines_is_too_much(tmp_path: Path) -> None:
    names = "".join(f"x{number} = {number}\n" for number in range(10))
    once = "%%build reference_app/a.py --replace x1\nx1 = 2"
    course = chapters(tmp_path, f"%%build reference_app/a.py\n{names}", once)
    write_tree(fold(builds(course)), tmp_path)
    (finding,) = verify(course, tmp_path / "reference_app")
    assert "1 of 10 lines, 10.0%" in finding
    assert "step 2.1 supersedes 1 lines of step 1.1" in finding


def test_a_line_without_an_owner_and_an_owned_blank_line_are_found() -> None:
    owner = cell("%%build reference_app/a.py\nx = 1")
    tree = {"reference_app/a.py": FoldedFile("x = 1\n\n", (None, owner), (None, None))}
    assert [each.split(":")[0] for each in unowned(tree)] == [
        "reference_app/a.py line 1 has no owner",
        "reference_app/a.py line 2 has step 1.1",
    ]
