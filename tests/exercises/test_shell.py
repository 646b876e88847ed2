"""`course grade` and `course progress`, as a shell runs them; notebooks as learners leave them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from course.grading.misconceptions import misconceptions_of
from course.grading.shell import grade_workspace
from course.learner.workspace import create_workspace, update_workspace
from course.paths import ROOT
from course.sources.exercise import read_exercise

EXERCISE = read_exercise(2)
NAME = "exercises/02_values.ipynb"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    directory = tmp_path / "my workspace"
    create_workspace(directory)
    return directory


def course(workspace: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "course", *words],
        cwd=ROOT,
        env=os.environ | {"COURSE_WORKSPACE": str(workspace), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def graded(workspace: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What `course grade 2` prints of a notebook that has not all points."""
    assert grade_workspace(workspace, 2, as_json=False) == 1
    said = capsys.readouterr()
    assert said.err == ""
    return said.out


def put(workspace: Path, answers: dict[int, str]) -> None:
    """Answers of a learner, in the cells that wait for them."""
    path = workspace / NAME
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        for number, source in answers.items():
            if cell["id"] == f"answer-{number}":
                cell["source"] = f"%%answer {number}\n{source}"
    path.write_text(json.dumps(notebook), encoding="utf-8")


ALL = {task.number: task.solution for task in EXERCISE.tasks}
WRONG = next(each for each in misconceptions_of(2) if each.name == "believes_true_is_no_int")


def test_full_points_are_exit_code_0_and_are_kept(workspace: Path) -> None:
    put(workspace, ALL)
    done = course(workspace, "grade", "2")
    assert done.returncode == 0, done.stderr
    assert "02_values                    2/2     3/3     5/5     10/10" in done.stdout
    assert "Passed: 3 of 3 points" in done.stdout
    progress = course(workspace, "progress").stdout
    assert " 2 Values that know when they are equal     0/16   10/10" in progress


def test_less_is_exit_code_1_and_each_task_is_told_of(workspace: Path) -> None:
    put(workspace, ALL | {1: WRONG.answer})
    done = course(workspace, "grade", "2")
    assert done.returncode == 1
    assert "1.5/2     3/3     5/5    9.5/10" in done.stdout
    assert WRONG.truth in done.stdout


def test_json_has_the_same_for_a_program(workspace: Path) -> None:
    put(workspace, ALL | {1: WRONG.answer})
    done = course(workspace, "grade", "2", "--json")
    assert done.returncode == 1
    (exercise,) = json.loads(done.stdout)
    assert (exercise["exercise"], exercise["points"], exercise["of"]) == (2, 9.5, 10)
    failed = [each for each in exercise["tasks"][0]["findings"] if each["failure"]]
    assert [each["check"] for each in failed] == [WRONG.check]


def test_all_exercises_are_graded_when_none_is_named(workspace: Path) -> None:
    done = course(workspace, "grade", "--json")
    assert done.returncode == 1
    points = [(each["exercise"], each["points"]) for each in json.loads(done.stdout)]
    assert points == [(number, 0) for number in range(1, 12)]


def test_an_exercise_that_is_not_there_is_told(workspace: Path) -> None:
    done = course(workspace, "grade", "99")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "there is no exercise 99: there are 1 to 11\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"no notebook", "02_values.ipynb is no notebook: it can't be read."),
        (b"", "02_values.ipynb is no notebook: it can't be read."),
        (b"\xff\xfe\x00", "02_values.ipynb is no notebook: it can't be read."),
        (b"[1, 2]", "02_values.ipynb is no notebook: it can't be read."),
        (b'{"cells": 1}', "02_values.ipynb is no notebook: it can't be read."),
        (b'{"cells": ' + b"[" * 100_000, "02_values.ipynb is no notebook: it can't be read."),
        (b" " * 50_000_000, "more than 5 MB, and no answer is read: clear all outputs"),
    ],
    ids=["text", "empty", "binary", "list", "cells", "deep", "50 MB"],
)
def test_what_is_no_notebook_gets_no_points_and_a_sentence(
    workspace: Path, capsys: pytest.CaptureFixture[str], content: bytes, said: str
) -> None:
    (workspace / NAME).write_bytes(content)
    told = graded(workspace, capsys)
    assert said in told
    assert "0/10" in told


def test_a_notebook_that_is_gone_is_told_how_to_get_back(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (workspace / NAME).unlink()
    told = graded(workspace, capsys)
    assert "There is no 02_values.ipynb: `course update` brings it." in told
    update_workspace(workspace)
    assert (workspace / NAME).exists()


def test_a_cell_that_is_gone_costs_its_own_task_only(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(workspace, ALL)
    path = workspace / NAME
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["id"] != "answer-2"]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    told = graded(workspace, capsys)
    assert "has no cell that begins with %%answer 2" in told
    assert "2/2     0/3     5/5      7/10" in told


def test_of_two_answers_to_a_task_the_last_one_counts(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(workspace, ALL)
    path = workspace / NAME
    notebook = json.loads(path.read_text(encoding="utf-8"))
    (one,) = [cell for cell in notebook["cells"] if cell["id"] == "answer-1"]
    copied = one | {"id": "copied", "source": f"%%answer 1\n{WRONG.answer}"}
    notebook["cells"].append(copied)
    path.write_text(json.dumps(notebook), encoding="utf-8")
    told = graded(workspace, capsys)
    assert "02_values.ipynb answers task 1 twice: the last one counts." in told
    assert "1.5/2" in told


def test_an_update_keeps_an_answer(workspace: Path) -> None:
    put(workspace, ALL)
    before = (workspace / NAME).read_bytes()
    update_workspace(workspace)
    assert (workspace / NAME).read_bytes() == before


@pytest.mark.parametrize("first", ["%%answer 1\r\n", "  %%answer  1 \n", "%%answer 1\xa0\n"])
def test_what_a_kernel_reads_as_an_answer_is_one(workspace: Path, first: str) -> None:
    lines = ALL[1].replace("\n", "\r\n" if "\r" in first else "\n").splitlines(keepends=True)
    indent = "  " if first.startswith(" ") else ""
    put(workspace, ALL)
    path = workspace / NAME
    notebook = json.loads(path.read_text(encoding="utf-8"))
    (one,) = [cell for cell in notebook["cells"] if cell["id"] == "answer-1"]
    one["source"] = [first, *(indent + line for line in lines)]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert grade_workspace(workspace, 2, as_json=False) == 0


def test_cells_that_are_none_cost_nothing_else(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(workspace, ALL)
    path = workspace / NAME
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"] += [{"cell_type": "code"}, {"cell_type": "code", "source": None}, 7]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert grade_workspace(workspace, 2, as_json=False) == 0
    assert "has cells that are none: they are passed over" in capsys.readouterr().out


@pytest.mark.parametrize(
    "content",
    ["{", "[1]", '{"2.1": 5}', '{"2.1": {"points": "x"}}', '{"2.1": {"points": NaN}}', "[" * 9999],
)
def test_a_broken_record_of_progress_is_begun_anew(workspace: Path, content: str) -> None:
    record = workspace / ".course" / "progress.json"
    record.write_text(content, encoding="utf-8")
    put(workspace, ALL)
    assert grade_workspace(workspace, 2, as_json=False) == 0
    assert json.loads(record.read_text(encoding="utf-8"))["2.1"] == {"points": 2}


def test_where_nothing_can_be_kept_the_grades_are_told_all_the_same(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (workspace / ".course" / "progress.json").mkdir()
    put(workspace, ALL)
    assert grade_workspace(workspace, 2, as_json=False) == 0
    told = capsys.readouterr().out
    assert "10/10" in told
    assert "your progress can't be kept" in told


def test_a_notebook_that_can_not_be_read_does_not_stop_an_update(workspace: Path) -> None:
    edition = workspace / ".course" / "editions"
    for name in (NAME, "exercises/03_entities.ipynb"):
        base = edition / name
        base.write_text(base.read_text(encoding="utf-8").replace("Write", "Do write"), "utf-8")
    (workspace / NAME).write_text("broken", encoding="utf-8")
    lines = update_workspace(workspace)
    assert f"{NAME} can't be read and stays as it is: move it away, and update again" in lines
    assert any(line.startswith("exercises/03_entities.ipynb: new edition") for line in lines)


def test_an_answer_is_kept_by_an_update_though_a_tool_dropped_the_ids(workspace: Path) -> None:
    put(workspace, ALL)
    path = workspace / NAME
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        del cell["id"]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    base = workspace / ".course" / "editions" / NAME
    base.write_text(base.read_text(encoding="utf-8").replace("%%answer", "%%answer "), "utf-8")
    update_workspace(workspace)
    assert grade_workspace(workspace, 2, as_json=False) == 0
