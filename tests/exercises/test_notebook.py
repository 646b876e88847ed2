"""What the cells of an exercise say, in a real kernel."""

import re
from pathlib import Path

import pytest

from course.grading.misconceptions import misconceptions_of
from course.grading.progress import read_progress
from course.paths import ROOT
from course.sources.exercise import EXERCISES, read_exercise
from tests.course.kernels import Kernel, failure, kernel

TASK = read_exercise(2).task(1)
KNOWN = {each.name: each for each in misconceptions_of(2)}


def answered(process: Kernel, source: str, task: int = 1) -> str:
    """The text of what `course.check` shows of an answer."""
    process.run(f"%%answer {task}\n{source}")
    return process.run(f"print(course.check({task}).text())")


def test_from_red_to_green(opened: Kernel, workspace: Path) -> None:
    said = answered(opened, TASK.starter)
    assert said.startswith("Not yet: 0 of 2 points")
    assert "not written yet (task 1: SeatCount.__post_init__)" in said
    wrong = KNOWN["believes_true_is_no_int"]
    said = answered(opened, wrong.answer)
    assert said.startswith("Not yet: 1.5 of 2 points")
    assert f"{wrong.belief} {wrong.truth}" in said
    assert answered(opened, TASK.solution).strip() == "Passed: 2 of 2 points"
    assert read_progress(workspace) == {"2.1": {"points": 2}}


def test_the_best_points_are_kept(opened: Kernel, workspace: Path) -> None:
    answered(opened, TASK.solution)
    answered(opened, TASK.starter)
    assert read_progress(workspace)["2.1"]["points"] == 2


def test_hints_come_one_by_one(opened: Kernel) -> None:
    shown = [opened.run("print(course.hint(1).data)") for _ in range(4)]
    for n, hint in enumerate(TASK.hints, start=1):
        assert hint in shown[n - 1]
        assert hint not in "".join(shown[: n - 1])
    assert "2 more" in shown[0]
    assert "That is all of them." in shown[2]
    assert shown[3] == shown[2]


def test_after_full_points_reasons_other_ways_and_hints_are_shown(opened: Kernel) -> None:
    show = "print(course.check(1)._repr_html_())"
    opened.run(f"%%answer 1\n{TASK.starter}")
    before = opened.run(show)
    opened.run(f"%%answer 1\n{TASK.solution}")
    after = opened.run(show)
    for title in ("Our answer", "Why this way", "Another way", "The hints"):
        assert title not in before
        assert f">{title}</summary>" in after
    assert "<strong>Passed: 2 of 2 points</strong>" in after


def test_nbgrader_reads_the_points(opened: Kernel) -> None:
    opened.run(f"%%answer 1\n{KNOWN['believes_true_is_no_int'].answer}")
    assert opened.run("print(repr(course.check(1)))") == "1.5\n"


def test_a_loop_without_an_end_fails_its_own_task_and_the_kernel_lives(opened: Kernel) -> None:
    opened.run("kept = 41")
    said = failure(opened, "%%answer 1\nwhile True:\n    pass")
    assert "The cell itself does not end" in said
    assert "Traceback" not in said
    loop = TASK.solution.replace("        if", "        while True: pass\n        if", 1)
    assert "This did not end in time" in answered(opened, loop)
    task = read_exercise(2).task(2)
    assert answered(opened, task.solution, 2).startswith("Passed")
    assert opened.run("print(kept + 1)") == "42\n"


def test_an_answer_defines_its_names_in_the_notebook(opened: Kernel) -> None:
    opened.run(f"%%answer 1\n{TASK.solution}")
    assert opened.run("print(SeatCount(5))") == "SeatCount(number=5)\n"


def test_what_an_answer_prints_is_shown_and_its_beginning_only(opened: Kernel) -> None:
    loud = TASK.solution.replace(
        "        if", "        print('<b>seen</b>', self.number)\n        if"
    )
    opened.run(f"%%answer 1\n{loud}")
    shown = opened.run("print(course.check(1)._repr_html_())")
    assert "What your code printed" in shown
    assert "&lt;b&gt;seen&lt;/b&gt; 1\n&lt;b&gt;seen" in shown
    assert len(shown) < 10_000


def test_an_untouched_repair_earns_nothing_and_is_told_no_cause(opened: Kernel) -> None:
    opened.run("course.exercise(1)")
    repair = read_exercise(1).task(2)
    opened.run(repair.given)
    said = answered(opened, repair.starter, 2)
    assert said.startswith("Not yet: 0 of 3 points\n  This is the cell as it was given.")
    assert "A likely cause" not in said


def test_an_answer_above_which_nothing_was_run_is_told_so(opened: Kernel) -> None:
    opened.run("course.exercise(3)")
    said = failure(opened, f"%%answer 1\n{read_exercise(3).task(1).solution}")
    assert said == "`Aggregate` is not defined here: run the cells above this one first"


def test_names_that_another_cell_defined_anew_are_told(opened: Kernel) -> None:
    opened.run(f"%%answer 1\n{TASK.solution}")
    opened.run("class SeatCount:\n    pass")
    said = opened.run("print(course.check(1).text())")
    assert said.splitlines() == [
        "SeatCount was defined anew by another cell. What counts is %%answer 1.",
        "Passed: 2 of 2 points",
    ]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("course.check(1)", "run the cell that begins with %%answer 1 first"),
        ("course.check(4)", "exercise 2 has no task 4; it has 1, 2, 3"),
        ("course.check('1')", "a task is a number, without quotes"),
        ("course.hint()", "say of which task: course.hint(1), course.hint(2)"),
        ("%course diff", "`%course` is for chapters; here are course.check(1) and course.hint(1)"),
        ("%%answer\nx = 1", "say which task it answers: %%answer 2"),
        ("%%answer two\nx = 1", "say which task it answers: %%answer 2"),
        ("%%answer 7\nx = 1", "exercise 2 has no task 7; it has 1, 2, 3"),
        ("%%answer 1\nclass SeatCount(:", "Python can't read line 2 of the cell"),
        ("course.exercise('2')", "an exercise is a number, without quotes"),
        ("course.exercise(99)", "there is no exercise 99: there are 1 to 11"),
    ],
)
def test_a_cell_that_makes_no_sense_is_answered_in_a_sentence(
    opened: Kernel, cell: str, said: str
) -> None:
    shown = failure(opened, cell)
    assert said in shown
    assert "Traceback" not in shown


def test_check_before_the_exercise_is_open_says_what_to_run(tmp_path: Path) -> None:
    with kernel(tmp_path) as fresh:
        fresh.run("import course")
        assert "run the cell course.exercise(5)" in failure(fresh, "course.check(1)")
        assert "course.exercise(5)" in failure(fresh, "course.hint(1)")


@pytest.mark.parametrize(
    ("folder", "word"), [(ROOT / "solutions", "Passed"), (EXERCISES, "Not yet")]
)
def test_committed_notebooks_say_of_each_task_what_is_so(folder: Path, word: str) -> None:
    """Rendered on a busy machine, some solutions were once said to have run out of time."""
    for path in sorted(folder.glob("*.ipynb")):
        text = path.read_text(encoding="utf-8")
        said = re.findall(r"<p><strong>(Passed|Not yet): ", text)
        assert (path.name, said) == (path.name, [word] * 3)


def test_check_and_hint_ask_for_the_task(opened: Kernel) -> None:
    for call in ("check", "hint"):
        shown = failure(opened, f"course.{call}()")
        assert f"say of which task: course.{call}(1), course.{call}(2)" in shown


def test_a_magic_in_an_answer_is_named(opened: Kernel) -> None:
    shown = failure(opened, "%%answer 1\nimport os\n%timeit 1 + 1\n")
    assert "An answer is plain Python: take `%timeit 1 + 1` out" in shown


def test_a_name_of_another_cell_is_told_that_an_answer_stands_alone(opened: Kernel) -> None:
    shown = failure(opened, "%%answer 1\nprint(chunks)\n")
    assert "name 'chunks' is not defined (an answer stands alone, without the" in shown


def test_an_exercise_opens_in_a_kernel_that_had_a_chapter_which_is_not_built(
    tmp_path: Path,
) -> None:
    with kernel(tmp_path) as process:
        process.run("import course; course.chapter(2)")
        assert process.run("course.exercise(2)").startswith("exercise 2: ")
        assert process.run("from reference_app.domain.values import EmailAddress") == ""
