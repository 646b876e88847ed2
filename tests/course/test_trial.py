"""Tests that a learner writes or runs in a cell, and an app with something changed on purpose."""

import re
from pathlib import Path

import pytest

from course.apps.changes import changed
from course.apps.serving import serving
from course.apps.way import request_way
from course.errors import CourseError
from course.notebook.trial import prove, try_tests
from course.paths import ROOT, SOURCES
from course.sources.parse import read_chapters

SLIP = ("container.py", "Singleton(SystemClock)", "Object(SystemClock)")
CREATE = """from tests.app.http.door import ADA, USERS


async def test_a_new_user_is_answered_with_201(client):
    answer = await client.post(USERS, json=ADA)
    assert answer.status_code == 201


def test_one_is_one():
    assert 1 == 1
"""


def test_a_cell_of_tests_tells_each_outcome_and_why() -> None:
    with changed(ROOT, [SLIP]) as tree:
        told = try_tests(tree, "http/test_mine.py", CREATE).splitlines()
    assert told == [
        "FAILED  a new user is answered with 201: assert 500 == 201",
        "passed  one is one",
    ]


def test_a_cell_of_tests_finds_the_fixtures_of_its_folder() -> None:
    assert "FAILED" not in try_tests(ROOT, "http/test_mine.py", CREATE)


@pytest.mark.parametrize("name", ["", "test_mine.py", "nowhere/test_mine.py", "http/mine.py"])
def test_a_file_that_pytest_would_not_find_is_answered_by_a_sentence(name: str) -> None:
    with pytest.raises(CourseError, match=r"write `%%test FOLDER/test_NAME\.py`; the folders are "):
        try_tests(ROOT, name, CREATE)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (
            "def test_a(:",
            '  File "tests/app/domain/test_mine.py", line 1\n    def test_a(:\n               ^\n'
            "SyntaxError: invalid syntax",
        ),
        ("import nowhere", "ModuleNotFoundError: No module named 'nowhere'"),
        (
            "from reference_app.domain import nothing",
            "ImportError: cannot import name 'nothing' from 'reference_app.domain' "
            "(reference_app/domain/__init__.py)",
        ),
        (
            "from pytest import nothing",
            "ImportError: cannot import name 'nothing' from 'pytest' (pytest/__init__.py)",
        ),
        (
            "import pytest\n@pytest.mark.nothing\ndef test_a(): ...",
            "'nothing' not found in `markers` configuration option",
        ),
        ("def tset(): ...", "a test is a function whose name begins with test_"),
    ],
)
def test_a_cell_without_a_test_that_can_run_says_why(
    body: str, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")  # as a kernel does
    with pytest.raises(CourseError) as refused:
        try_tests(ROOT, "domain/test_mine.py", body)
    assert str(refused.value) == f"there is no test that can run:\n{why}"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("clinet", "did you mean client?"),
        ("zzz", "an argument of a test is the name of one"),
    ],
)
def test_a_fixture_that_is_not_there_is_told_in_a_sentence(
    name: str, hint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    told = try_tests(ROOT, "http/test_mine.py", f"def test_a({name}): ...")
    assert told == f"FAILED  a: there is no fixture '{name}'; {hint}"


def test_a_reason_names_no_directory_of_the_machine() -> None:
    told = try_tests(ROOT, "domain/test_mine.py", "def test_a():\n    raise OSError(__file__)")
    assert told == "FAILED  a: OSError: tests/app/domain/test_mine.py"


def test_a_proof_counts_tests_by_file() -> None:
    chapters = read_chapters(SOURCES)
    cells = [cell for chapter in chapters for cell in chapter.builds]
    told = prove(ROOT, ["domain/test_tenants.py"], 4, cells)
    assert re.fullmatch(r"domain/test_tenants\.py: (\d+) of \1 tests pass", told)
    broken = ("domain/tenants.py", "self.seats < 1", "self.seats < 0")
    with (
        changed(ROOT, [broken]) as tree,
        pytest.raises(CourseError, match=r"\d of \d tests pass\nFAILED  "),
    ):
        prove(tree, ["domain/test_tenants.py"], 4, cells)
    with pytest.raises(CourseError, match=r"the suite has no domain/test_nothing\.py"):
        prove(ROOT, ["domain/test_nothing.py"], 4, cells)
    with pytest.raises(CourseError, match=r"test_tenants\.py says nothing before chapter 4"):
        prove(ROOT, ["domain/test_tenants.py"], 3, cells)


def test_a_change_is_made_in_a_copy() -> None:
    before = (ROOT / "reference_app/container.py").read_text("utf-8")
    with changed(ROOT, [SLIP]) as tree:
        assert "Object(SystemClock)" in (tree / "reference_app/container.py").read_text("utf-8")
    assert (ROOT / "reference_app/container.py").read_text("utf-8") == before


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            ("container.py", "nowhere", ""),
            r"container\.py holds 'nowhere' 0 times, not once: has a",
        ),
        (("container.py", "import", ""), r"container\.py holds 'import' \d\d times, not once"),
        (("nofile.py", "a", "b"), r"the app has no file nofile\.py"),
        (("../pyproject.toml", "a", "b"), r"the app has no file \.\./pyproject\.toml"),
        (("container.py", "a"), "a change is a file, a text in it and what shall stand there"),
    ],
)
def test_a_change_of_what_is_not_there_is_refused(
    change: tuple[str, str, str], sentence: str
) -> None:
    with pytest.raises(CourseError, match=sentence), changed(ROOT, [change]):
        pass


def test_a_proof_of_an_app_that_cannot_be_imported_says_why() -> None:
    cells = [cell for chapter in read_chapters(SOURCES) for cell in chapter.builds]
    broken = ("domain/tenants.py", "from dataclasses import dataclass", "import nowhere")
    with changed(ROOT, [broken]) as tree, pytest.raises(CourseError, match="named 'nowhere'"):
        prove(tree, ["domain/test_tenants.py"], 4, cells)


async def test_a_changed_app_answers_over_a_socket(tmp_path: Path) -> None:
    ada = {"email": "ada@example.com", "username": "ada"}
    async with serving(ROOT, [SLIP]) as client:
        assert (await client.post("/api/v1/users", json=ada)).status_code == 500
    async with serving(ROOT) as client:
        assert (await client.post("/api/v1/users", json=ada)).status_code == 201


async def test_the_way_of_a_request_begins_at_the_door_and_names_each_module_once() -> None:
    noisy = (
        "application/users.py",
        "    user = _new_user(command, uow)\n    await",
        '    print("hm")\n    user = _new_user(command, uow)\n    await',
    )
    ada = {"email": "ada@example.com", "username": "ada"}
    with changed(ROOT, [noisy]) as tree:
        way = await request_way(tree, "POST", "/api/v1/users", ada)
    modules = [station.module for station in way]
    assert len(set(modules)) == len(modules)
    assert modules[0].startswith("presentation/http/")
    assert modules.index("application/bus.py") < modules.index("application/users.py")
    assert {"domain", "infrastructure"} < {station.layer for station in way}


async def test_another_address_that_the_app_prints_is_not_its_own(tmp_path: Path) -> None:
    elsewhere = (
        "__main__.py",
        "        serve_http(\n",
        '        print("http://127.0.0.1:9")\n        serve_http(\n',
    )
    async with serving(ROOT, [elsewhere]) as client:
        assert (await client.get("/livez")).status_code == 200
