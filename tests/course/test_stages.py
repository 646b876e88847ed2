"""How a test run is told: its counts, its failures in full, its last line."""

from pathlib import Path

import pytest

from course.errors import CourseError
from course.stages.run import STAGES, Stage, run_stages

GOOD = Stage("good", (("-c", "pass"),))
BAD = Stage("bad", (("-c", "raise SystemExit('the reason')"), ("-c", "pass")))


def pytest_stage(directory: Path, text: str) -> Stage:
    file = directory / "test_it.py"
    file.write_text(text, encoding="utf-8")
    return Stage("tests", (("-m", "pytest", str(file)),))


def test_a_check_that_is_no_test_counts_as_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_stages([], [GOOD]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "1 passed, 0 failed"


def test_a_failing_stage_hides_no_later_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_stages([], [BAD, GOOD]) == 1
    out = capsys.readouterr().out
    assert "the reason" in out
    assert [line.split()[:2] for line in out.splitlines()[:2]] == [
        ["bad", "failed"],
        ["good", "ok"],
    ]
    assert out.splitlines()[-1] == "1 passed, 1 failed"


def test_tests_are_counted_one_by_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "def test_a(): pass\ndef test_b(): pass\ndef test_c(): assert 0, 'told'\n"
    assert run_stages([], [pytest_stage(tmp_path, text), GOOD]) == 1
    out = capsys.readouterr().out
    assert "told" in out
    assert out.splitlines()[-1] == "3 passed, 1 failed"


def test_a_run_without_any_test_is_a_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_stages([], [pytest_stage(tmp_path, "")]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "0 passed, 1 failed"


def test_only_the_stages_named_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_stages(["good"], [BAD, GOOD]) == 0
    assert "bad" not in capsys.readouterr().out


def test_an_unknown_stage_is_answered_with_those_that_exist() -> None:
    names = ", ".join(stage.name for stage in STAGES)
    with pytest.raises(CourseError, match=f"there are {names}"):
        run_stages(["nope"], STAGES)
