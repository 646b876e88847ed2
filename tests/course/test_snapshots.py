"""Which chapters have an app to check, and which tests are run on it again. What the checks find is
for `course snapshots` to tell."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from course.fold.tree import fold
from course.sources.chapter import BuildCell
from course.sources.parse import parse_build, parse_chapter
from course.suite.applies import suite_files
from course.suite.run import Result
from course.suite.snapshots import check_snapshots, run_suites
from tests.course.folding import library

HOME, VALUES, DOOR = (f"reference_app/{name}.py" for name in ("__init__", "values", "door"))
CELLS = [
    (1, HOME, '"""An app."""\n'),
    (1, VALUES, "VALUE = 1\n"),
    (2, DOOR, "from reference_app.values import VALUE\n\nOPEN = VALUE\n"),
    (3, "reference_app/other.py", "OTHER = 1\n"),
]
SUITE = {
    "test_values.py": "from reference_app.values import VALUE\n\ndef test_v():\n    assert VALUE\n",
    "test_door.py": "from tests.app.doors import OPEN\n\ndef test_d():\n    assert OPEN\n",
    "doors.py": "from reference_app.door import OPEN\n",
    "test_process.py": 'import sys\nRUN = [sys.executable, "-m", "reference_app"]\n'
    "\ndef test_p():\n    assert RUN\n",
}


def test_a_chapter_before_the_first_build_has_no_app_to_check() -> None:
    preface = parse_chapter(Path("00_preface.md"), "# Preface\n\nNothing is built here.\n")
    assert [each.chapter for each in check_snapshots([preface, library()[0]])] == [1]


def cells(*more: tuple[int, str, str]) -> list[BuildCell]:
    return [
        parse_build(line, body, chapter=chapter, step=step)
        for step, (chapter, line, body) in enumerate([*CELLS, *more], 1)
    ]


def results(tmp_path: Path, suite: Mapping[str, str], built: list[BuildCell]) -> dict[int, Result]:
    for name, text in suite.items():
        file = tmp_path / "suite/tests/app" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    numbers = sorted({cell.chapter for cell in built})
    trees = {n: fold(cell for cell in built if cell.chapter <= n) for n in numbers}
    return run_suites(trees, suite_files(built, tmp_path / "suite"), tmp_path)


def ran_tests(tmp_path: Path, *more: tuple[int, str, str]) -> Mapping[int, set[str]]:
    """By chapter, the tests of the small suite that were run on its app."""
    found = results(tmp_path, SUITE, cells(*more))
    assert all(set(each.outcomes.values()) == {"passed"} for each in found.values())
    assert len(found[3].outcomes) == 3, "what was run before counts"
    reports = {n: (tmp_path / f"{n:02}" / "report.xml") for n in found}
    return {
        n: {test for test in ("test_v", "test_d", "test_p") if f'"{test}"' in report.read_text()}
        for n, report in reports.items()
    }


@pytest.mark.parametrize(
    ("more", "again"),
    [
        ((), {"test_p"}),
        ((3, f"{DOOR} --after OPEN", "SHUT = 0\n"), {"test_p", "test_d"}),
        ((3, f"{VALUES} --after VALUE", "MORE = 0\n"), {"test_p", "test_d", "test_v"}),
        ((3, f"{HOME}", "VERSION = 1\n"), {"test_p", "test_d", "test_v"}),
    ],
)
def test_only_tests_that_a_chapter_can_change_are_run_again(
    tmp_path: Path, more: tuple[int, str, str] | tuple[()], again: set[str]
) -> None:
    ran = ran_tests(tmp_path, *([more] if more else []))
    assert ran == {1: {"test_v", "test_p"}, 2: {"test_d", "test_p"}, 3: again}


def test_what_fails_is_told_of_each_chapter_until_it_is_mended(tmp_path: Path) -> None:
    suite = {"test_v.py": SUITE["test_values.py"]}
    worse = (2, f"{VALUES} --after VALUE", "VALUE -= 1\n")
    found = results(tmp_path, suite, cells(worse))
    assert [each.output != "" for each in found.values()] == [False, True, True]
    assert "test_v.py" in found[3].output


def test_who_asks_which_modules_there_are_is_run_again(tmp_path: Path) -> None:
    looks = (
        "from pkgutil import iter_modules\nimport reference_app\n\n"
        "def test_two():\n    assert len([*iter_modules(reference_app.__path__)]) < 3\n"
    )
    found = results(tmp_path, {"test_looks.py": looks}, cells())
    assert [each.output != "" for each in found.values()] == [False, False, True]
