"""How a test run is told: its counts, its failures in full, its last line; and what is run of it
for a stage or a chapter."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from course.errors import CourseError
from course.paths import ROOT
from course.stages.run import STAGES, Stage, chosen, run_stages

GOOD = Stage("good", (("-c", "pass"),))
BAD = Stage("bad", (("-c", "raise SystemExit('the reason')"),))


def pytest_stage(directory: Path, text: str, name: str = "tests", *words: str) -> Stage:
    file = directory / f"test_{name}.py"
    file.write_text(text, encoding="utf-8")
    return Stage(name, (("-m", "pytest", str(file), *words),))


def last_line(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out.splitlines()[-1]


def test_a_command_that_is_no_test_counts_as_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_stages([], [GOOD]) == 0
    assert last_line(capsys) == "1 passed, 0 failed"


def test_a_failing_command_hides_no_later_one(capsys: pytest.CaptureFixture[str]) -> None:
    both = Stage("both", BAD.commands + GOOD.commands)
    assert run_stages([], [both, GOOD]) == 1
    out = capsys.readouterr().out
    assert "the reason" in out
    assert [line.split()[:2] for line in out.splitlines()[:2]] == [
        ["both", "failed"],
        ["good", "ok"],
    ]
    assert out.splitlines()[-1] == "2 passed, 1 failed"


def test_tests_are_counted_one_by_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "def test_a(): pass\ndef test_b(): pass\ndef test_c(): assert 0, 'told'\n"
    assert run_stages([], [pytest_stage(tmp_path, text), GOOD]) == 1
    out = capsys.readouterr().out
    assert "told" in out
    assert out.splitlines()[-1] == "3 passed, 1 failed"


@pytest.mark.parametrize("text", ["", "import nothing_of_this_name\n"])
def test_a_run_without_any_test_is_a_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    assert run_stages([], [pytest_stage(tmp_path, text)]) == 1
    assert last_line(capsys) == "0 passed, 1 failed"


SKIPPED = """
import pytest

@pytest.fixture
def chromium():
    pytest.skip("no Chromium")

@pytest.mark.parametrize("page", range({pages}))
def test_seen(chromium, page): pass

@pytest.mark.skipif(True, reason="no npm: it, too")
def test_built(): pass

def test_read(): pass
"""


def test_the_last_line_says_what_was_skipped_where_and_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = pytest_stage(tmp_path, SKIPPED.format(pages=3), "site")
    browser = pytest_stage(tmp_path, SKIPPED.format(pages=1), "browser", "-k", "seen or read")
    assert run_stages([], [site, browser]) == 0
    out = capsys.readouterr().out.splitlines()
    assert "1 passed, 0 failed, 4 skipped" in out[0]
    assert out[-1] == (
        "2 passed, 0 failed, 5 skipped: no Chromium (site 3, browser 1); no npm: it, too (site 1)"
    )


BUSY = "import time\nwhile time.process_time() < {seconds}: pass"


@pytest.mark.skipif(sys.platform == "win32", reason="no processor time of other processes")
def test_a_stage_is_told_its_own_processor_time_and_that_of_what_it_started(
    capsys: pytest.CaptureFixture[str],
) -> None:
    child = BUSY.format(seconds=0.6)
    begun = f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {child!r}], check=True)"
    parent = Stage("parent", (("-c", f"{begun}\n{child}"),))
    run_stages([], [parent, GOOD])
    busy, idle = re.findall(r"([\d.]+) CPU-s", capsys.readouterr().out)
    assert float(busy) >= 1.2
    assert float(idle) < 0.6


def test_only_the_stages_named_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_stages(["good"], [BAD, GOOD]) == 0
    assert "bad" not in capsys.readouterr().out


def test_an_unknown_stage_is_answered_with_those_that_exist() -> None:
    names = ", ".join(stage.name for stage in STAGES)
    with pytest.raises(CourseError, match=f"there are {names}"):
        run_stages(["nope"], STAGES)


def test_a_number_cuts_the_stages_to_what_concerns_that_chapter() -> None:
    stages = [Stage("tests", (("-m", "pytest", "tests"), ("-m", "course", "render")), True), GOOD]
    (cut,) = chosen(["8", "02"], stages)
    assert cut.name == "tests"
    assert cut.commands == (
        ("-m", "pytest", "tests", "-n", "0", "-k", "02_values or 08_many_at_once"),
        ("-m", "course", "render", "2", "8"),
    )


def test_a_stage_and_a_number_are_that_stage_of_that_chapter() -> None:
    assert [stage.name for stage in chosen(["snapshots", "8"])] == ["snapshots"]


def test_a_chapter_or_a_part_of_a_stage_that_is_not_there_is_told() -> None:
    with pytest.raises(CourseError, match=r"There is no chapter 99; there are 0 to \d+\."):
        chosen(["8", "99"])
    with pytest.raises(CourseError, match="lint looks at no single chapter"):
        chosen(["8", "lint"])


def test_a_chapter_without_a_test_in_a_stage_fails_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stage = pytest_stage(tmp_path, "def test_a(): pass\n")._replace(by_chapter=True)
    assert run_stages(["0"], [stage, GOOD]) == 0
    assert last_line(capsys) == "0 passed, 0 failed"


def test_every_stage_of_tests_that_is_cut_has_some_of_a_chapter() -> None:
    cut = [words for stage in chosen(["8"]) for words in stage.commands if "tests/" in str(words)]
    places = [word for words in cut for word in words if word.startswith("tests/")]
    assert len(places) > 2
    command = [sys.executable, "-m", "pytest", "--collect-only", *places, *cut[0][-2:]]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    found = {
        line.partition("::")[0].rpartition("/")[0]
        for line in done.stdout.splitlines()
        if "::" in line
    }
    assert found == set(places), done.stdout
