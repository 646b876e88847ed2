"""A build cell that no chapter has: what is asked, how it is named, and that it goes again."""

from dataclasses import replace
from pathlib import Path

import pytest

from course.errors import CourseError
from course.learner.learner import Learner
from course.learner.review import diff, mend, remarks
from course.sources.chapter import BuildCell, as_typed
from course.sources.steps import OWN, label, spans, step_number
from tests.course.folding import cell
from tests.course.kernels import Kernel, failure
from tests.course.learning import BORROW, MEMBERS, STEPS, app, everything

ERRORS = STEPS["step 2.5"]
DUSTY = cell("%%build reference_app/extra.py\nDUSTY = 1\n", chapter=2)
STRAY = cell(f"%%build reference_app/member.py\n{MEMBERS.body}", chapter=2)


def in_cell(name: str, built: BuildCell) -> BuildCell:
    return replace(built, jupyter_cell=name)


def told(learner: Learner, built: BuildCell) -> list[str]:
    return list(remarks(learner, learner.run(built).cell))


def test_another_place_is_told_with_the_step_that_was_meant(second: Kernel) -> None:
    assert second.run(as_typed(STRAY)).splitlines()[0] == (
        "only yours: step 2.a. Did you mean step 2.1, `%%build reference_app/members.py`? "
        "`%course reset 2.a` takes yours out."
    )
    assert second.run("%course reset 2.a").splitlines()[1] == "step 2.a: taken out"


def test_another_class_is_refused_with_the_step_that_was_meant(second: Kernel) -> None:
    second.run(as_typed(MEMBERS))
    shown = failure(second, as_typed(BORROW).replace("--into Member", "--into Membr"))
    assert shown.startswith("chapter 2, step 2.a: reference_app/members.py has no Membr")
    assert shown.endswith(
        "Nothing was written. "
        "Did you mean step 2.2, `%%build reference_app/members.py --into Member`?"
    )


def test_a_place_that_is_not_there_asks_for_no_other_option(second: Kernel) -> None:
    shown = failure(second, as_typed(BORROW).replace("members.py", "member.py"))
    assert shown == (
        "chapter 2, step 2.a: reference_app/member.py does not exist yet. Nothing was written. "
        "Did you mean step 2.2, `%%build reference_app/members.py --into Member`?"
    )


def test_a_mistyped_member_waits_for_the_steps_that_ours_waits_for(second: Kernel) -> None:
    typed = as_typed(BORROW).replace("borrow", "borow").replace("burden", "burdn")
    assert failure(second, typed).endswith("Nothing was written. Run step 2.1 first.")


def test_nearly_the_same_body_with_another_name_is_told(learner: Learner) -> None:
    typed = cell(as_typed(ERRORS).replace("LibraryError", "LibaryError"), chapter=2)
    (said,) = told(learner, typed)
    assert said.startswith("only yours: step 2.a. Did you mean step 2.5, `%%build ")


def test_what_is_like_no_step_is_told_without_a_question(learner: Learner) -> None:
    assert told(learner, DUSTY) == ["only yours: step 2.a. `%course reset 2.a` takes yours out."]
    assert told(learner, MEMBERS) == []


def test_a_letter_stays_when_another_step_goes(learner: Learner) -> None:
    other = learner.run(replace(DUSTY, key=replace(DUSTY.key, path="reference_app/other.py"))).cell
    kept = learner.run(DUSTY).cell
    assert (str(other), str(kept)) == ("step 2.a", "step 2.b")
    learner.reset(2, other.step)
    learner.run(MEMBERS)
    assert str(learner.run(DUSTY).cell) == "step 2.b"
    changes = diff(learner, 2, kept.step).splitlines()
    assert changes[:2] == ["--- nothing of ours", "+++ step 2.b, yours"]
    assert changes[-1] == "+DUSTY = 1"
    with pytest.raises(CourseError, match=r"no step 2\.a: chapter 2 has steps 2\.1 to 2\.5, 2\.b$"):
        learner.reset(2, other.step)


def test_mending_the_same_jupyter_cell_takes_the_stray_one_out_and_keeps_a_copy(
    second: Kernel, workspace: Path
) -> None:
    second.run(as_typed(STRAY), jupyter_cell="one")
    shown = second.run(as_typed(MEMBERS), jupyter_cell="one").splitlines()
    assert "reference_app/member.py" not in app(workspace)
    assert shown[0] == "your step 2.a was built in this same cell: it is taken out"
    assert shown[1].startswith("your step 2.a as it was is in ")
    assert (workspace / shown[1].rpartition(" ")[2]).read_text("utf-8") == as_typed(STRAY)
    assert shown[2:] == [f"step 2.1: wrote members.py, {MEMBERS.body.count(chr(10))} lines"]


def test_a_jupyter_cell_holds_one_step_of_ones_own(learner: Learner) -> None:
    learner.run(in_cell("one", STRAY))
    learner.run(in_cell("two", DUSTY))
    learner.run(in_cell("one", cell("%%build reference_app/third.py\nA = 1\n", chapter=2)))
    built = app(learner.tree(2))
    assert {"reference_app/extra.py", "reference_app/third.py"} <= set(built)
    assert "reference_app/member.py" not in built


def test_a_step_of_ours_stays_when_its_jupyter_cell_builds_another(learner: Learner) -> None:
    learner.run(in_cell("one", MEMBERS))
    learner.run(in_cell("one", DUSTY))
    assert {"reference_app/members.py", "reference_app/extra.py"} <= set(app(learner.tree(2)))


def test_mending_elsewhere_keeps_the_stray_one_and_says_so(learner: Learner) -> None:
    learner.run(in_cell("one", STRAY))
    assert told(learner, MEMBERS) == [
        "your step 2.a is still built, and much like step 2.1: `%course reset 2.a` takes it out."
    ]
    assert "reference_app/member.py" in app(learner.tree(2))


def test_a_workspace_from_before_letters_still_opens(learner: Learner) -> None:
    learner.run(DUSTY)
    (store,) = learner.root.glob(".course/02/cells.json")
    text = store.read_text("utf-8")
    for line in ('  "step": 1001,\n', '  "jupyter_cell": null,\n'):
        assert line in text
        text = text.replace(line, "")
    store.write_text(text.replace(',\n  "was_ours": false', ""), "utf-8")
    assert list(map(str, learner.ran(2))) == ["step 2.a"]


def test_every_step_to_run_first_is_named(learner: Learner) -> None:
    learner.run(STEPS["step 2.3"])
    failed = STEPS["step 2.5"]
    assert mend(learner, 2, failed) == "Run steps 2.1 to 2.2, 2.4 first."


def test_a_refused_change_can_be_given_back(second: Kernel) -> None:
    second.run(as_typed(MEMBERS))
    text = 'text = """a\nb"""\n    self.held.append'
    shown = failure(second, as_typed(BORROW).replace("self.held.append", text))
    assert "Your step 2.2 is not ours: `%course reset 2.2` offers ours." in shown
    second.run("%course reset 2.2")
    assert second.offered == [as_typed(BORROW)]


@pytest.mark.parametrize(("number", "name"), [(1, "a"), (26, "z"), (27, "aa"), (703, "aaa")])
def test_steps_of_ones_own_have_letters(number: int, name: str) -> None:
    assert label(OWN + number) == name
    assert step_number(name) == OWN + number


def test_steps_are_told_by_where_they_begin_and_end() -> None:
    assert spans(3, [4]) == "step 3.4"
    assert spans(3, [4, 5, 6]) == "steps 3.4 to 3.6"
    assert spans(3, [1, 4, 5, OWN + 1]) == "steps 3.1, 3.4 to 3.5, 3.a"


def test_an_import_that_nothing_uses_is_told(learner: Learner) -> None:
    typed = cell(f"{as_typed(ERRORS)}\n\nimport datetimee\nimport sys as system\n", chapter=2)
    assert told(learner, typed) == [
        f"import of `{name}` is used by nothing in the file, so it was left out"
        for name in ("datetimee", "system")
    ]


def test_an_import_of_ours_may_wait_for_its_user(learner: Learner) -> None:
    assert [told(learner, step) for step in STEPS.values()] == [[] for _ in STEPS]


@pytest.mark.parametrize("path", ["reference_app/members", "reference_app/members.py/more.py"])
def test_a_path_that_names_no_file_is_refused_with_the_file_that_was_meant(
    second: Kernel, workspace: Path, path: str
) -> None:
    before = everything(workspace)
    shown = failure(second, f"%%build {path}\nx = 1\n")
    assert shown.startswith(f"chapter 2, step 2.a: {path} names no file: ")
    assert shown.endswith("Nothing was written. Did you mean reference_app/members.py?")
    assert everything(workspace) == before


def test_a_name_that_is_nearly_another_waits_for_no_step(second: Kernel) -> None:
    second.run(as_typed(MEMBERS))
    member = "def greet(self) -> str:\n    return self.name\n"
    shown = failure(second, f"%%build reference_app/members.py --into Membr\n{member}")
    assert shown == (
        "chapter 2, step 2.a: reference_app/members.py has no Membr; did you mean Member? "
        "Nothing was written."
    )


def test_names_that_a_changed_step_no_longer_builds_are_told(learner: Learner) -> None:
    less = as_typed(MEMBERS).replace("class TooMany", "class Full")
    assert told(learner, cell(less, chapter=2)) == ["step 2.1 no longer builds TooMany"]
    rest = "%%build reference_app/members.py\nclass TooMany(Exception): ...\n"
    assert told(learner, cell(rest, chapter=2)) == []
