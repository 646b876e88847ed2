"""`%%build` in a real kernel: what a cell prints, what names mean then."""

from pathlib import Path

import pytest

from course.sources.chapter import as_typed
from course.sources.importers import with_importers
from tests.course import learning
from tests.course.kernels import CellFailed, Kernel, failure
from tests.course.learning import everything

STEPS = {name: as_typed(cell) for name, cell in learning.STEPS.items()}
BOOKS = STEPS["step 1.2"]
MEMBERS = STEPS["step 2.1"]
BORROW = STEPS["step 2.2"]
LENGTH = len(MEMBERS.splitlines()) - 1
WROTE = f"step 2.1: wrote members.py, {LENGTH} lines\n"
BROKEN = MEMBERS.replace("    name: str", "    name: str = unknown")
NAMED = MEMBERS.replace("    name: str", '    name: str = "Bo"')


def test_opening_a_chapter_prints_a_line(process: Kernel, workspace: Path) -> None:
    assert process.open(3, workspace) == "chapter 3: Lending\n"


def test_a_chapter_that_is_not_there_is_answered_by_a_sentence(
    process: Kernel, workspace: Path
) -> None:
    with pytest.raises(CellFailed, match=r"^there is no chapter 9: there are 1 to 4$"):
        process.open(9, workspace)


def test_a_chapter_imports_the_app_as_of_the_chapter_before(
    process: Kernel, workspace: Path
) -> None:
    process.open(3, workspace)
    shown = process.run("import reference_app.members as m; print(m.__file__, hasattr(m, 'LIMIT'))")
    file = workspace / ".course" / "03" / "tree" / "reference_app" / "members.py"
    assert shown == f"{file} False\n"


def test_a_build_cell_prints_the_same_line_each_time(second: Kernel) -> None:
    assert [second.run(MEMBERS), second.run(MEMBERS)] == [WROTE, WROTE]


def test_imported_names_mean_the_new_objects(second: Kernel) -> None:
    second.run(MEMBERS)
    second.run(
        "from reference_app.members import Member as M, TooMany\n"
        "from reference_app.books import SHELVES\n"
        "import reference_app, reference_app.members\n"
        "members = reference_app.members\nnovels = 'novels'"
    )
    second.run(NAMED)
    second.run(STEPS["step 2.3"])
    assert second.run("print(M().name, members.Member is M)") == "Bo True\n"
    assert second.run("print(reference_app.members.TooMany is TooMany)") == "True\n"
    assert second.run("print(novels in SHELVES, M.__module__)") == "True reference_app.members\n"


def test_an_imported_collection_means_the_new_one_and_a_value_of_ones_own_stays(
    process: Kernel, workspace: Path
) -> None:
    process.open(3, workspace)
    process.run(STEPS["step 3.1"])
    process.run(
        "from reference_app.lending import RULES, WEEKS\nrules, empty, three = RULES, (), 3"
    )
    process.run(STEPS["step 3.2"])
    process.run(STEPS["step 3.3"])
    process.run(STEPS["step 3.1"].replace("WEEKS = 3", "WEEKS = 7"))
    assert process.run("print(len(RULES), rules is RULES, empty, three)") == "2 True () 3\n"


def test_a_package_keeps_the_modules_that_were_imported(second: Kernel) -> None:
    second.run(MEMBERS)
    second.run("import reference_app.members")
    second.run(STEPS["step 2.3"])
    assert second.run("print(reference_app.members.__name__)") == "reference_app.members\n"


def test_what_the_app_has_from_elsewhere_is_nobodys_old_object(
    process: Kernel, workspace: Path
) -> None:
    process.open(3, workspace)
    process.run(STEPS["step 3.1"].replace("import date,", "import UTC, date,") + "\nZONE = UTC")
    process.run("from datetime import UTC")
    assert "UTC" not in process.run(STEPS["step 3.2"])


def test_objects_made_before_are_named_once(second: Kernel) -> None:
    second.run(MEMBERS)
    second.run("from reference_app.members import Member\nann = Member('Ann')\nnumber = 5")
    second.run("class Guest(Member): ...")
    said = (
        "ann, Guest were made before this build and still have the old code: "
        "run the cell that makes them again\n"
    )
    wrote = second.run(NAMED)
    assert wrote.startswith(said)
    assert wrote == said + second.run(NAMED)


def test_a_cell_that_is_run_again_unchanged_makes_nothing_old(second: Kernel) -> None:
    second.run(MEMBERS)
    second.run("from reference_app.members import Member\nann = Member('Ann')")
    assert second.run(MEMBERS) == WROTE
    assert second.run("print(isinstance(ann, Member))") == "True\n"


def test_what_does_not_import_the_changed_module_stays_what_it_is(second: Kernel) -> None:
    second.run(MEMBERS)
    second.run("from reference_app.books import SHELVES, Book\nfrom reference_app import members")
    second.run("shelves, member = SHELVES, members.Member")
    second.run(NAMED)
    assert second.run("print(shelves is SHELVES, member is members.Member)") == "True True\n"
    assert second.run("print(members.Member().name)") == "Bo\n"


def test_what_imports_the_changed_module_is_found_however_far_away() -> None:
    texts = {
        "app.values": "",
        "app.users": "from app import values",
        "app.bus": "def send():\n    import app.users",
        "app.door": "from app.bus import send",
        "app.clock": "from app.other import now",
    }
    assert with_importers({"app.values"}, texts) == texts.keys() - {"app.clock"}
    assert with_importers({"app.clock"}, texts) == {"app.clock"}
    relative = {"app.a": "", "app.b": "from .a import A", "app.sub": "", "app.sub.c": "", "o": "("}
    assert with_importers({"app.a"}, relative) == {"app.a", "app.b"}
    assert with_importers({"app.sub"}, relative) == {"app.sub", "app.sub.c"}


def test_a_module_got_from_its_package_is_the_new_one(second: Kernel) -> None:
    second.run(MEMBERS)
    second.run("from reference_app import members as before")
    second.run(NAMED.replace("%%build", "%%build"))
    second.run("from reference_app import members as now")
    assert second.run("print(now is before, now.Member().name)") == "True Bo\n"
    second.run("import sys\nprint(sys.modules['reference_app'].members is now)")


def test_what_only_looks_like_the_apps_own_is_left_alone(second: Kernel) -> None:
    second.run(MEMBERS)
    second.run(BORROW)
    second.run(
        "import functools\nfrom reference_app.books import checked_title\n"
        "@functools.wraps(checked_title)\ndef loud(text): return text.upper()\n"
        "from reference_app.members import Member\nhold = Member('Ann').borrow"
    )
    second.run(NAMED)
    assert second.run("print(loud('oh'), hold.__self__.name)") == "OH Ann\n"


def test_a_name_of_something_that_is_gone_is_old(second: Kernel) -> None:
    second.run(MEMBERS)
    second.run("from reference_app.members import Member, TooMany")
    shown = second.run(MEMBERS.replace("TooMany", "Full")).splitlines()
    assert shown[0] == "step 2.1 no longer builds TooMany"
    assert shown[1].startswith("TooMany was made before")


def test_names_are_renewed_when_a_broken_module_is_mended(second: Kernel) -> None:
    second.run(MEMBERS)
    second.run("from reference_app.members import Member\nann = Member('Ann')")
    failure(second, BROKEN)
    assert second.run(NAMED).startswith(
        "ann was made before this build and still has the old code: run the cell that makes it "
    )
    assert second.run("print(Member().name, isinstance(ann, Member))") == "Bo False\n"


def test_a_syntax_error_writes_nothing_and_says_where(second: Kernel, workspace: Path) -> None:
    second.run(MEMBERS)
    before = everything(workspace)
    shown = failure(second, MEMBERS.replace("    name: str", "    name str"))
    line = MEMBERS.splitlines().index("    name: str")
    assert shown.startswith("chapter 2, step 2.1: the cell is not valid Python: ")
    assert shown.endswith(f", line {line} below %%build\n        name str\n             ^")
    assert everything(workspace) == before


def test_a_cell_that_does_not_fit_writes_nothing_and_says_what_to_do(
    second: Kernel, workspace: Path
) -> None:
    before = everything(workspace)
    shown = failure(second, BORROW)
    assert shown.startswith("chapter 2, step 2.2: reference_app/members.py")
    assert shown.endswith("Nothing was written. Run step 2.1 first.")
    assert everything(workspace) == before


def test_a_module_that_cannot_be_imported_is_written_and_says_what_to_do(
    second: Kernel, workspace: Path
) -> None:
    shown = failure(second, BROKEN)
    written = (workspace / "reference_app" / "members.py").read_text("utf-8")
    line = written.splitlines().index("    name: str = unknown") + 1
    assert shown == (
        "chapter 2, step 2.1: wrote members.py, but importing it fails: NameError: "
        f"name 'unknown' is not defined (members.py, line {line}). Your step 2.1 is not ours: "
        "`%course diff 2.1` shows the difference, `%course reset 2.1` takes it back."
    )


def test_a_step_whose_package_is_not_there_yet_says_what_to_run(
    process: Kernel, workspace: Path
) -> None:
    process.open(1, workspace)
    assert failure(process, BOOKS) == (
        "chapter 1, step 1.2: wrote books.py, but importing it fails: "
        "ImportError: reference_app/__init__.py is not built yet. Run step 1.1 first."
    )


def test_an_import_error_names_no_directory_of_the_machine(second: Kernel, workspace: Path) -> None:
    second.run(MEMBERS)
    nothing = "from reference_app.members import Nothing"
    shown = failure(second, f"%%build reference_app/extra.py\n{nothing}\nboth = Nothing\n")
    assert "cannot import name 'Nothing'" in shown
    assert "(reference_app/members.py)" in shown
    assert str(workspace) not in shown
    assert str(workspace) not in second.run(f"%%fails ImportError\n{nothing}")


def test_the_first_file_of_a_tree_is_found_although_python_looked_there_before(
    process: Kernel, workspace: Path
) -> None:
    process.open(1, workspace)
    failure(process, "import nowhere_to_be_found")
    failure(process, BOOKS)
    assert process.run(STEPS["step 1.1"]).startswith("step 1.1: wrote __init__.py")


def test_the_finished_app_says_which_steps_of_the_chapter_are_ours(second: Kernel) -> None:
    second.run("from course.notebook.magics import this_notebook")
    said = second.run("tree = this_notebook().finished()")
    assert said == "(steps 2.1 to 2.5: ours, for you have not run them yet)\n"
    for step in ("2.1", "2.2", "2.3", "2.4", "2.5"):
        second.run(STEPS[f"step {step}"])
    assert second.run("tree = this_notebook().finished()") == ""


def test_a_broken_module_typed_back_as_it_was_is_imported_again(second: Kernel) -> None:
    second.run(MEMBERS)
    second.run("from reference_app.members import Member")
    failure(second, BROKEN)
    assert second.run(MEMBERS).endswith(WROTE)
    assert second.run("import reference_app.members as m\nprint(m.Member is Member)") == "True\n"


def test_a_file_that_a_module_reads_makes_it_new(second: Kernel) -> None:
    second.run("%%build reference_app/words.txt\nold\n")
    second.run(
        "%%build reference_app/words.py\n"
        "from pathlib import Path\n\n"
        'WORDS = Path(__file__).with_name("words.txt").read_text().split()\n'
    )
    second.run("from reference_app.words import WORDS")
    second.run("%%build reference_app/words.txt\nnew\n")
    assert second.run("print(WORDS)") == "['new']\n"


def test_a_function_named_as_its_module_is_the_new_one(second: Kernel) -> None:
    second.run("%%build reference_app/greet.py\ndef greet() -> str:\n    return 'old'\n")
    second.run("from reference_app.greet import greet")
    # The whole package is imported anew when a file that is no module changes.
    second.run("%%build reference_app/words.txt\nwords\n")
    second.run("%%build reference_app/greet.py\ndef greet() -> str:\n    return 'new'\n")
    assert second.run("print(greet())") == "new\n"
