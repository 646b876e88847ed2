"""An exercise in a real browser, as a learner does it: red, still red, green.

SCREENSHOTS=DIRECTORY keeps what it looks like, in each theme.
"""

import os
from pathlib import Path

from playwright.sync_api import Locator, expect

from course.grading.misconceptions import misconceptions_of
from course.grading.progress import read_progress
from course.sources.exercise import read_exercise
from tests.browser.lab import Lab

NUMBER = 2
TASK = read_exercise(NUMBER).task(1)
WRONG = next(each for each in misconceptions_of(NUMBER) if each.name == "believes_true_is_no_int")


def test_an_exercise_from_red_to_green(lab: Lab) -> None:
    lab.open_exercise(NUMBER)
    lab.run(lab.cell("course.exercise("))
    answer = lab.cell("%%answer 1")
    line = lab.page.locator(".jp-InputArea", has_text="course.check(1)")
    check = lab.panel.locator(".jp-CodeCell").filter(has=line)
    assert said(lab, answer, check, TASK.starter).startswith("Not yet: 0 of 2 points")
    expect(check).to_contain_text("not written yet (task 1: SeatCount.__post_init__)")

    assert said(lab, answer, check, WRONG.answer).startswith("Not yet: 1.5 of 2 points")
    expect(check).to_contain_text("SeatCount(True) gave SeatCount(number=True)")
    expect(check).to_contain_text("You believe that isinstance(x, int) keeps True out.")
    shoot(lab, "wrong")

    assert said(lab, answer, check, TASK.solution).startswith("Passed: 2 of 2 points")
    check.locator("summary", has_text="Why this way").click()
    expect(check).to_contain_text("bool is a subclass of int, from the days before")
    shoot(lab, "right")

    assert read_progress(lab.workspace) == {"2.1": {"points": 2}}


def said(lab: Lab, answer: Locator, check: Locator, source: str) -> str:
    """What stands below `course.check(1)` when this is the answer."""
    lab.write_anew(answer, f"%%answer 1\n{source}")
    lab.run(answer)
    lab.run(check)
    return check.locator(".jp-OutputArea-output").inner_text().strip()


def shoot(lab: Lab, name: str) -> None:
    if directory := os.environ.get("SCREENSHOTS"):
        for theme in ("Dark", "Light"):
            lab.wear(theme)
            lab.shoot(Path(directory) / f"exercise-{name}-{theme}.png")
