"""Which chapters have an app to check, and which tests are run on it. What the checks find is for
`course snapshots` to tell."""

import re
from collections.abc import Collection, Mapping
from pathlib import Path

import pytest

from course.fold.tree import fold
from course.sources.chapter import BuildCell
from course.sources.parse import parse_build, parse_chapter
from course.suite.applies import suite_files
from course.suite.snapshots import Tried, check_snapshots, run_suites
from tests.course.folding import library

HOME, VALUES, DOOR = (f"reference_app/{name}.py" for name in ("__init__", "values", "door"))
CELLS = [
    (1, HOME, '"""An app."""\n'),
    (1, VALUES, "VALUE = 1\n"),
    (2, DOOR, "from reference_app.values import VALUE\n\nOPEN = VALUE\n"),
    (3, "reference_app/other.py", "OTHER = 1\n"),
]
SUITE = {
    "test_values.py": "from hypothesis import given, strategies\n"
    "from reference_app.values import VALUE\n\n"
    "@given(strategies.booleans())\ndef test_many(_):\n    assert VALUE\n\n"
    "def test_value():\n    assert VALUE\n\n"
    "def test_value_again():\n    assert VALUE\n",
    "test_door.py": "from tests.app.doors import OPEN\n\n"
    "def test_door():\n    assert OPEN\n\ndef test_door_again():\n    assert OPEN\n",
    "doors.py": "from reference_app.door import OPEN\n",
    "test_process.py": 'import sys\nRUN = [sys.executable, "-m", "reference_app"]\n'
    "\ndef test_process():\n    assert RUN\n",
    "test_modules.py": "from importlib import import_module\n"
    "\ndef test_modules():\n    assert import_module\n",
}
VALUE_TESTS = {"test_many", "test_value", "test_value_again"}
DOOR_TESTS = {"test_door", "test_door_again"}


def test_a_chapter_before_the_first_build_has_no_app_to_check() -> None:
    preface = parse_chapter(Path("00_preface.md"), "# Preface\n\nNothing is built here.\n")
    assert [each.chapter for each in check_snapshots([preface, library()[0]])] == [1]


def cells(*more: tuple[int, str, str]) -> list[BuildCell]:
    return [
        parse_build(line, body, chapter=chapter, step=step)
        for step, (chapter, line, body) in enumerate([*CELLS, *more], 1)
    ]


def results(
    tmp_path: Path,
    suite: Mapping[str, str],
    built: list[BuildCell],
    wanted: Collection[int] | None = None,
) -> dict[int, Tried]:
    for name, text in suite.items():
        file = tmp_path / "suite/tests/app" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    numbers = sorted({cell.chapter for cell in built})
    trees = {n: fold(cell for cell in built if cell.chapter <= n) for n in numbers}
    return run_suites(trees, suite_files(built, tmp_path / "suite"), tmp_path, wanted)


def ran_tests(tmp_path: Path, *more: tuple[int, str, str]) -> Mapping[int, set[str]]:
    """By chapter, the tests of the small suite that were run on its app."""
    found = results(tmp_path, SUITE, cells(*more))
    assert all(set(each.outcomes.values()) == {"passed"} for each in found.values())
    assert found[3].passed == 7, "what was run before counts"
    ran = {
        n: set(
            re.findall(r'<testcase .*?name="(\w+)"', (tmp_path / f"{n:02}/report.xml").read_text())
        )
        for n in found
    }
    assert {n: len(tests) for n, tests in ran.items()} == {n: found[n].run for n in found}
    return ran


def test_a_test_is_run_where_it_begins_to_apply(tmp_path: Path) -> None:
    assert ran_tests(tmp_path) == {
        1: {*VALUE_TESTS, "test_process", "test_modules"},
        2: {*DOOR_TESTS, "test_modules"},
        3: {"test_modules"},
    }


@pytest.mark.parametrize(
    ("more", "again"),
    [
        ((3, f"{DOOR} --after OPEN", "SHUT = 0\n"), {"test_door"}),
        ((3, f"{VALUES} --after VALUE", "MORE = 0\n"), {"test_door", "test_value"}),
        ((3, f"{HOME}", "VERSION = 1\n"), {"test_door", "test_value"}),
        ((3, "reference_app/a.lua", "return 1\n"), {"test_door", "test_value"}),
    ],
)
def test_of_each_file_that_a_chapter_touches_one_quick_test_is_run_again(
    tmp_path: Path, more: tuple[int, str, str], again: set[str]
) -> None:
    assert ran_tests(tmp_path, more)[3] == {"test_modules", *again}


def test_whoever_is_thorough_has_all_that_a_chapter_touches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THOROUGH", "1")
    ran = ran_tests(tmp_path, (3, f"{VALUES} --after VALUE", "MORE = 0\n"))
    assert ran[3] == {"test_modules", "test_process", *VALUE_TESTS, *DOOR_TESTS}


def test_what_a_chapter_works_on_is_tried_there(tmp_path: Path) -> None:
    ran = ran_tests(tmp_path, (3, f"{DOOR} --replace OPEN", "OPEN = 2 * VALUE\n"))
    assert ran == {
        1: {*VALUE_TESTS, "test_process", "test_modules"},
        2: {"test_modules"},
        3: {*DOOR_TESTS, "test_modules"},
    }


def test_a_chapter_by_itself_is_tried_with_what_it_brings(tmp_path: Path) -> None:
    (only,) = results(tmp_path, SUITE, cells(), [2]).items()
    assert only[0] == 2
    assert len(only[1].outcomes) == only[1].run == 3


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
