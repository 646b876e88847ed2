"""`%course` and `%%fails` in a real kernel, and how mistakes are answered."""

import re
from pathlib import Path

import pytest

from course.paths import ROOT
from course.sources.chapter import as_typed
from tests.course import learning
from tests.course.kernels import CellFailed, Kernel, failure, kernel

STEPS = {name: as_typed(cell) for name, cell in learning.STEPS.items()}
BOOKS = STEPS["step 1.2"]
MEMBERS = STEPS["step 2.1"]
NAMED = MEMBERS.replace("    name: str", '    name: str = "Bo"')


def test_diff_and_reset(second: Kernel, workspace: Path) -> None:
    second.run(NAMED)
    second.run("from reference_app.members import Member")
    assert '\n-    name: str\n+    name: str = "Bo"\n' in second.run("%course diff 2.1")
    shown = second.run("%course reset 2.1")
    copy = re.match(r"your step 2\.1 as it was is in (\S+)\nstep 2\.1: ours again\n", shown)
    assert copy is not None
    assert second.offered == [MEMBERS]
    assert '"Bo"' in (workspace / copy[1]).read_text("utf-8")
    assert failure(second, "Member()") != ""
    assert second.run("%course diff") == "chapter 2: no cell that you ran differs from ours\n"


def test_a_change_that_keeps_a_later_chapter_from_opening_can_be_reset_there(
    process: Kernel, workspace: Path
) -> None:
    process.open(1, workspace)
    failure(process, BOOKS.replace("SHELVES", "RACKS"))
    with pytest.raises(CellFailed, match=r"has no SHELVES.* `%course reset 1\.2` takes it back"):
        process.open(3, workspace)
    process.run("%course reset 1.2")
    assert process.run("import reference_app.books as b; print(len(b.SHELVES))") == "2\n"


def test_where_names_the_step_that_wrote_a_line(second: Kernel) -> None:
    shown = second.run("%course where books.py:1")
    assert shown == "reference_app/books.py line 1: chapter 1, step 1.2\n"


def test_where_names_the_files_and_the_chapters_that_built_them(second: Kernel) -> None:
    second.run(STEPS["step 2.3"])
    assert second.run("%course where").splitlines() == [
        "reference_app/__init__.py: chapter 1",
        "reference_app/books.py: chapters 1, 2",
        "reference_app/count.lua: chapter 1",
    ]


@pytest.mark.parametrize("line", ["%course", "%course help"])
def test_course_tells_its_commands_a_line_each(second: Kernel, line: str) -> None:
    lines = second.run(line).splitlines()
    assert [" ".join(each.split()[:2]) for each in lines] == [
        f"%course {name}" for name in ("diff", "reset", "where", "doctor", "help")
    ]


def test_diff_of_another_chapter(second: Kernel) -> None:
    shown = second.run("%course diff 1")
    assert shown == "chapter 1: no cell that you ran differs from ours\n"


def test_reset_offers_our_text_also_when_nothing_was_built(second: Kernel) -> None:
    failure(second, MEMBERS.replace("    name: str", "    name str"))
    assert second.run("%course reset 2.1") == "step 2.1: ours again\n"
    assert second.offered == [MEMBERS]


def test_doctor_examines_the_machine(second: Kernel) -> None:
    assert "Python" in second.run("%course doctor")


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("%course undo", "there is no `%course undo`; there are diff, reset, where, doctor, help"),
        ("%course reset", "'' is no step: name one by chapter and number, like 3.4"),
        ("%course diff 9.1", "there is no chapter 9: there are 1 to 4"),
        ("%course diff 9", "there is no chapter 9: there are 1 to 4"),
        ("%course diff 2.99", "there is no step 2.99: chapter 2 has steps 2.1 to 2.5"),
        ("%course reset 2.99", "there is no step 2.99: chapter 2 has steps 2.1 to 2.5"),
        ("%course reset 2.a", "there is no step 2.a: chapter 2 has steps 2.1 to 2.5"),
        ("%course reset 2", "'2' is no step: name one by chapter and number, like 3.4"),
        ("import course; course.chapter('2')", "a chapter is a number, without quotes: course.ch"),
        ("import course; course.chapter(99)", "there is no chapter 99: there are "),
        ("%%build ../x.py\n1", "chapter 2, this cell: ../x.py is outside the app; write "),
        ("%%fails\n1", "name the class that the cell must fail with: %%fails UserDeleted"),
        ("%%fails KeyError\n1", "the cell must fail with KeyError, but nothing was raised"),
        ("%%fails KeyError\n1/0", "the cell must fail with KeyError, but it raised ZeroDivision"),
    ],
)
def test_a_mistake_is_answered_by_a_sentence_without_a_traceback(
    second: Kernel, source: str, sentence: str
) -> None:
    shown = failure(second, source)
    assert shown.startswith(sentence)
    assert len(shown.splitlines()) == 1


def test_a_cell_that_must_fail_prints_type_and_first_line(second: Kernel) -> None:
    assert second.run("%%fails ValueError\nraise ValueError('no')") == "ValueError: no\n"
    assert second.run("%%fails ValueError\nraise ValueError('a\\nb')") == "ValueError: a\n"
    assert second.run("%%fails ValueError\nraise ValueError") == "ValueError\n"


def test_a_cell_that_must_fail_may_await_and_uses_the_notebooks_names(second: Kernel) -> None:
    source = "%%fails KeyError\nimport asyncio\ntext = '''\na'''\nawait asyncio.sleep(0)\n{}[text]"
    assert second.run(source) == "KeyError: '\\na'\n"
    assert second.run("print(len(text))") == "2\n"


def test_a_proof_waits_for_the_steps_that_were_not_run(second: Kernel) -> None:
    second.run(MEMBERS)
    assert failure(second, "import course; course.prove('domain/test_users.py')") == (
        "Steps 2.2 to 2.5 have not been run (the folded Fittings are part of the app): run them, "
        "then prove again."
    )
    for name in ("step 2.2", "step 2.3", "step 2.4"):
        second.run(STEPS[name])
    assert failure(second, "course.prove('nothing.py')").startswith("Step 2.5 has not been run (")
    second.run(STEPS["step 2.5"])
    assert failure(second, "course.prove('nothing.py')") == "the suite has no nothing.py"


def test_a_stored_cell_that_fits_nowhere_is_told_with_its_way_out(
    second: Kernel, workspace: Path
) -> None:
    second.run("%%build reference_app/extra.py\nDUSTY = 1\n")
    store = workspace / ".course" / "02" / "cells.json"
    store.write_text(store.read_text("utf-8").replace("reference_app/extra.py", "reference_app/x"))
    way_out = "Your step 2.a is in no chapter: `%course reset 2.a` takes it out."
    with pytest.raises(CellFailed) as refused:
        second.open(2, workspace)
    assert str(refused.value).endswith(way_out)
    assert failure(second, MEMBERS).endswith(way_out)
    assert failure(second, "%course reset 2.1").endswith(way_out)
    with pytest.raises(CellFailed) as refused:
        second.open(3, workspace)
    assert str(refused.value).endswith(way_out)
    assert second.run("%course reset 2.a").endswith(
        "step 2.a: taken out; the notebook of chapter 2 still has your cell\n"
    )
    assert second.open(2, workspace).startswith("chapter 2: ")


def test_resetting_a_step_that_was_never_run_says_so(second: Kernel) -> None:
    assert second.run("%course reset 3.1").strip() == (
        "step 3.1: ours already, for you have not run it"
    )


def test_a_missing_name_is_told_with_the_cell_that_makes_it(second: Kernel) -> None:
    shown = failure(second, "print(held)")
    assert "NameError" in shown
    assert "`held` comes from the cell above that begins with `held = Member(" in shown
    assert "comes from" not in failure(second, "print(nobody_makes_this)")


def test_objects_made_before_a_chapter_was_opened_are_told_as_such(tmp_path: Path) -> None:
    with kernel(ROOT) as process:
        process.run("from reference_app.domain.values import Username\nada = Username('ada')")
        shown = process.open(1, tmp_path)
        assert shown.startswith("ada was made before this chapter was opened")
