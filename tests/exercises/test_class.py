"""nbgrader grades a class: real commands over what learners hand in, whatever that is."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import httpx
import pytest

from course.grading.grade import grade
from course.sources.exercise import Exercise, read_exercises
from tests.course.starting import free_port
from tests.exercises.submissions import (
    FULL,
    NONE,
    SOLVED,
    SUBMISSIONS,
    UNREADABLE,
    Submission,
    answering,
    cell_of,
    just,
    with_wrong,
    without,
)

pytestmark = pytest.mark.xdist_group("class")  # one class, graded once

SLUG: Final = "02_values"
SECONDS: Final = 90  # for all steps, over all submissions, on two idle cores
TOKEN: Final = "for-tests"
ADDRESS: Final = re.compile(r"http://127\.0\.0\.1:\d+/")


class Class:
    """A folder of `course class init`, and nbgrader in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        done = course("class", "init", str(folder))
        assert done.returncode == 0, done.stderr
        self.release = folder / "release" / SLUG / f"{SLUG}.ipynb"

    def nbgrader(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Prints how long it took."""
        begun = time.monotonic()
        done = run(sys.executable, "-m", "nbgrader", *words, cwd=self.folder)
        print(f"nbgrader {words[0]:<20}{time.monotonic() - begun:6.1f} s")  # noqa: T201
        assert done.returncode == 0, done.stderr
        return done

    def hand_in(self, each: Submission) -> None:
        """In the notebook that was handed out."""
        place = self.folder / "submitted" / each.student / SLUG
        place.mkdir(parents=True)
        released = json.loads(self.release.read_text(encoding="utf-8"))
        (place / f"{SLUG}.ipynb").write_bytes(each.make(released))

    def feedback(self, student: str) -> str:
        page = self.folder / "feedback" / student / SLUG / f"{SLUG}.html"
        return page.read_text(encoding="utf-8")


def run(*words: str, cwd: Path | None = None) -> "subprocess.CompletedProcess[str]":
    """Without the PATH of whoever runs the tests: an instructor may call a program by its path."""
    environment = os.environ | {"PATH": os.defpath, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        words, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False
    )


def course(*words: str) -> "subprocess.CompletedProcess[str]":
    return run(sys.executable, "-m", "course", *words)


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Class:
    """Exercise 2 can be handed out; nothing came back yet."""
    made = Class(tmp_path_factory.mktemp("class") / "my class")
    made.nbgrader("generate_assignment", SLUG)
    return made


@pytest.fixture(scope="module")
def graded(released: Class) -> Class:
    """All that nbgrader does once it came back."""
    begun = time.monotonic()
    for each in SUBMISSIONS:
        released.hand_in(each)
    released.nbgrader("autograde", SLUG)
    released.nbgrader("generate_feedback", SLUG)
    released.nbgrader("export")
    taken = time.monotonic() - begun
    print(f"{len(SUBMISSIONS)} submissions in {taken:.1f} s, to be had in {SECONDS} s")  # noqa: T201
    assert taken < 5 * SECONDS
    return released


def students(*submissions: Submission) -> list[str]:
    return [f"{each.student} {each.does}" for each in submissions]


@pytest.mark.parametrize("each", SUBMISSIONS, ids=students(*SUBMISSIONS))
def test_each_submission_gets_what_it_deserves(graded: Class, each: Submission) -> None:
    shown = graded.feedback(each.student)
    scores = re.findall(r"Test cell</a> \(Score: ([\d.]+) /", shown)
    assert tuple(map(float, scores)) == each.points
    assert each.remark in shown
    assert ("About the notebook that was handed in" in shown) == (each.remark != "")


def test_feedback_shows_what_the_checks_say(graded: Class) -> None:
    shown = graded.feedback("cem")
    assert "<strong>Not yet: 1.5 of 2 points</strong>" in shown
    assert "<code>SeatCount(True)</code> gave" in shown
    assert "<strong>Passed: 3 of 3 points</strong>" in shown


def test_the_export_has_the_points_of_all(graded: Class) -> None:
    with (graded.folder / "grades.csv").open(encoding="utf-8") as file:
        scores = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert scores == {each.student: sum(each.points) for each in SUBMISSIONS}


def test_nothing_that_was_handed_in_was_run_here(graded: Class) -> None:
    assert list(graded.folder.rglob("ran.txt")) == []


def test_what_is_handed_out_has_no_solution_and_is_locked_but_for_the_answers(
    released: Class,
) -> None:
    text = released.release.read_text(encoding="utf-8")
    cells = json.loads(text)["cells"]
    of = {cell["id"]: cell["metadata"]["nbgrader"] for cell in cells}
    assert [of[f"check-{n}"]["points"] for n in SOLVED] == list(FULL)
    open_cells = [cell["id"] for cell in cells if cell["metadata"].get("editable", True)]
    assert open_cells == [f"answer-{n}" for n in SOLVED]
    assert text.count("raise NotImplementedError") >= 3
    assert "](" not in text  # a link to a notebook that is not handed out
    for path in [*released.folder.glob("source/**/*"), *released.folder.glob("release/**/*")]:
        content = path.read_text(encoding="utf-8") if path.is_file() else ""
        assert "BEGIN SOLUTION" not in content
        assert "type(self.number) is not int" not in content


def test_there_is_an_assignment_for_each_exercise(released: Class) -> None:
    made = sorted(path.parent.name for path in (released.folder / "source").rglob("*.ipynb"))
    assert made == [each.slug for each in read_exercises()]
    assert "nbgrader autograde" in (released.folder / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("exercise", read_exercises(), ids=lambda each: each.slug)
def test_no_answer_is_no_points(exercise: Exercise) -> None:
    assert [grade("", task).points for task in exercise.tasks] == [0, 0, 0]


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    done = course("class", "init", str(tmp_path))
    assert done.returncode == 1
    assert "is not empty: nothing was written." in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_nbgrader_without_the_course_grades_nothing(released: Class, tmp_path: Path) -> None:
    program = (
        "import sys; sys.modules['course'] = None\n"
        "from nbgrader.apps import NbGraderApp; NbGraderApp.launch_instance()"
    )
    done = run(sys.executable, "-c", program, "autograde", SLUG, cwd=released.folder)
    assert done.returncode == 1
    assert "needs the nbgrader of Fast Forge's own .venv" in done.stderr


QUIZ: Final = {
    "nbformat": 4,
    "nbformat_minor": 5,
    "metadata": {"kernelspec": {"name": "python3", "display_name": "", "language": "python"}},
    "cells": [
        {
            "cell_type": "code",
            "id": name,
            "source": source,
            "outputs": [],
            "execution_count": None,
            "metadata": {
                "nbgrader": {
                    "schema_version": 3,
                    "grade_id": name,
                    "grade": points > 0,
                    "solution": points == 0,
                    "locked": points > 0,
                    "task": False,
                }
                | ({"points": points} if points else {})
            },
        }
        for name, source, points in (
            ("a", "x = 1", 0),
            ("ta", "assert x == 1", 4),
            ("b", "y = 2", 0),
            ("tb", "assert y == 2", 3),
        )
    ],
}


def test_an_assignment_of_the_instructors_own_is_graded_as_always(tmp_path: Path) -> None:
    made = Class(tmp_path / "class")
    source = made.folder / "source" / "quiz" / "quiz.ipynb"
    source.parent.mkdir()
    source.write_text(json.dumps(QUIZ), encoding="utf-8")
    made.nbgrader("generate_assignment", "quiz")
    handed_out = (made.folder / "release" / "quiz" / "quiz.ipynb").read_text(encoding="utf-8")
    assert "YOUR CODE HERE" in handed_out
    quiz = json.loads(handed_out)
    cell_of(quiz, "a")["source"] = "x = 1"
    place = made.folder / "submitted" / "ada" / "quiz" / "quiz.ipynb"
    place.parent.mkdir(parents=True)
    place.write_text(json.dumps(quiz), encoding="utf-8")
    made.nbgrader("autograde", "quiz")
    made.nbgrader("export")
    with (made.folder / "grades.csv").open(encoding="utf-8") as file:
        rows = [(row["score"], row["max_score"]) for row in csv.DictReader(file)]
    assert rows == [("4.0", "7.0")]


@contextmanager
def formgrader(folder: Path) -> Iterator[httpx.Client]:
    """A Jupyter server in the folder of a class, once it listens."""
    words = ["--no-browser", f"--port={free_port()}", f"--IdentityProvider.token={TOKEN}"]
    with subprocess.Popen(
        [sys.executable, "-m", "jupyter_server", "--allow-root", *words],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as server:
        try:
            lines = iter(server.stderr or ())
            found = next(match for line in lines if (match := ADDRESS.search(line)))
            headers = {"Authorization": f"token {TOKEN}"}
            with httpx.Client(
                base_url=found[0], headers=headers, timeout=60, trust_env=False
            ) as client:
                yield client
        finally:
            server.kill()


def test_formgrader_lists_the_assignment_and_grades_again(graded: Class) -> None:
    with formgrader(graded.folder) as client:
        page = client.get("formgrader/manage_assignments")
        assert page.status_code == 200
        assert "nbgrader formgrade" in page.text
        listed = {each["name"]: each for each in client.get("formgrader/api/assignments").json()}
        assert listed[SLUG]["num_submissions"] == len(SUBMISSIONS)
        assert listed[SLUG]["max_score"] == sum(FULL)
        again = client.post(f"formgrader/api/submission/{SLUG}/cem/autograde").json()
        assert again["success"], again
        found = client.get(f"formgrader/api/submission/{SLUG}/cem").json()
        assert found["score"] == 9.5


REPORTED: Final = (
    Submission("ada", "", answering(SOLVED), FULL),
    Submission("bea", "", with_wrong("believes_true_is_no_int"), (1.5, 3, 5)),
    Submission("cem", "", with_wrong("believes_true_is_no_int", "forgets_the_tick"), (1.5, 3, 4.5)),
    Submission("dan", "", with_wrong("quotes_the_input"), (1.75, 3, 5)),
    Submission("eva", "", answering(SOLVED, without("answer-2")), (2, 0, 5)),
    Submission("fay", "", just(b"no notebook"), NONE),
)


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Class:
    """Handed in, and not graded by nbgrader."""
    made = Class(tmp_path_factory.mktemp("report") / "class")
    made.release = made.folder / "source" / SLUG / f"{SLUG}.ipynb"
    for each in REPORTED:
        made.hand_in(each)
    (made.folder / "submitted" / "gus" / SLUG).mkdir(parents=True)
    return made


@pytest.fixture(scope="module")
def report(reported: Class) -> "subprocess.CompletedProcess[str]":
    done = course("class", "report", str(reported.folder))
    assert done.returncode == 0, done.stderr
    return done


def test_the_report_tells_of_each_task_how_it_went(
    report: "subprocess.CompletedProcess[str]",
) -> None:
    rows = list(csv.DictReader(report.stdout.splitlines()))
    told = [
        [row[name] for name in ("exercise", "task", "submissions", "solved", "mean", "of", "met")]
        for row in rows
    ]
    assert told == [  # of seven: fay's is no notebook, gus has none
        [SLUG, "1", "7", "0.29", "1.25", "2", "2"],
        [SLUG, "2", "7", "0.57", "1.71", "3", "0"],
        [SLUG, "3", "7", "0.57", "3.50", "5", "1"],
    ]
    assert rows[0]["misconception"].startswith("You believe that `isinstance(x, int)` keeps")
    assert rows[1]["misconception"] == ""


def test_the_report_names_each_submission_that_was_odd(
    report: "subprocess.CompletedProcess[str]",
) -> None:
    assert report.stderr.splitlines() == [
        f"eva, {SLUG}: 02_values.ipynb has no cell that begins with %%answer 2.",
        f"fay, {SLUG}: {UNREADABLE}",
        f"gus, {SLUG}: There is no file 02_values.ipynb.",
    ]


def test_the_report_goes_to_a_file_too(reported: Class, tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    done = course("class", "report", str(reported.folder), "--csv", str(path))
    assert done.stdout == ""
    assert len(path.read_text(encoding="utf-8").splitlines()) == 4


def test_without_a_class_or_a_submission_there_is_nothing_to_report(
    released: Class, tmp_path: Path
) -> None:
    shutil.copy(released.folder / "nbgrader_config.py", tmp_path)
    done = course("class", "report", str(tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    assert "Nothing was handed in yet" in done.stderr
    done = course("class", "report", str(tmp_path / "elsewhere"))
    assert (done.returncode, done.stdout) == (1, "")
    assert "is no class: `course class init` makes one." in done.stderr
