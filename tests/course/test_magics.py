"""`%%build`, `%%fails`, `%course` in a real kernel: what a cell prints, what names mean then."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from course.learner import as_typed
from tests.course.folding import builds, library
from tests.course.kernels import CellFailed, Kernel, kernel

STEPS = {str(each): as_typed(each) for each in builds(library())}
BOOKS, MEMBERS, BORROW = STEPS["step 1.2"], STEPS["step 2.1"], STEPS["step 2.2"]
LENGTH = len(MEMBERS.splitlines()) - 1
WROTE = f"step 2.1: wrote members.py, {LENGTH} lines; chapter 1 ours\n"
BROKEN = MEMBERS.replace("    name: str", "    name: str = unknown")
NAMED = MEMBERS.replace("    name: str", '    name: str = "Bo"')


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    with kernel(tmp_path_factory.mktemp("elsewhere")) as started:
        yield started


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return tmp_path / "my workspace"


@pytest.fixture
def second(process: Kernel, workspace: Path) -> Kernel:
    """Chapter 2, just opened, without names from other tests."""
    process.run("%reset -f")
    process.open(2, workspace)
    return process


def failure(process: Kernel, source: str) -> str:
    with pytest.raises(CellFailed) as caught:
        process.run(source)
    return str(caught.value)


def files(workspace: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()}


def test_opening_a_chapter_prints_a_line(process: Kernel, workspace: Path) -> None:
    assert process.open(3, workspace) == "chapter 3: Lending; chapters 1-2 ours\n"


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


def test_objects_made_before_are_named_once(second: Kernel) -> None:
    second.run(MEMBERS)
    second.run("from reference_app.members import Member\nann = Member('Ann')\nnumber = 5")
    second.run("class Guest(Member): ...")
    said = "ann, Guest: made before this build, of the old classes\n"
    assert second.run(MEMBERS) == said + WROTE
    assert second.run(MEMBERS) == WROTE


def test_a_name_of_something_that_is_gone_is_old(second: Kernel) -> None:
    second.run(MEMBERS)
    second.run("from reference_app.members import Member, TooMany")
    assert second.run(MEMBERS.replace("TooMany", "Full")).startswith("TooMany: made before")


def test_names_are_renewed_when_a_broken_module_is_mended(second: Kernel) -> None:
    second.run(MEMBERS)
    second.run("from reference_app.members import Member\nann = Member('Ann')")
    failure(second, BROKEN)
    assert second.run(NAMED).startswith("ann: made before")
    assert second.run("print(Member().name, isinstance(ann, Member))") == "Bo False\n"


def test_a_syntax_error_writes_nothing_and_says_where(second: Kernel, workspace: Path) -> None:
    second.run(MEMBERS)
    before = files(workspace)
    shown = failure(second, MEMBERS.replace("    name: str", "    name str"))
    line = MEMBERS.splitlines().index("    name: str")
    assert shown.startswith("chapter 2, step 2.1: the cell is not valid Python: ")
    assert shown.endswith(f"line {line} below %%build")
    assert files(workspace) == before


def test_a_cell_that_does_not_fit_writes_nothing_and_says_what_to_do(
    second: Kernel, workspace: Path
) -> None:
    before = files(workspace)
    shown = failure(second, BORROW)
    assert shown.startswith("chapter 2, step 2.2: reference_app/members.py")
    assert shown.endswith("Nothing was written. Run step 2.1 first.")
    assert files(workspace) == before


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


def test_diff_and_reset(second: Kernel, workspace: Path) -> None:
    second.run(NAMED)
    second.run("from reference_app.members import Member")
    assert '\n-    name: str\n+    name: str = "Bo"\n' in second.run("%course diff 2.1")
    shown = second.run("%course reset 2.1")
    copy = re.match(r"your step 2\.1 as it was is in (\S+)\nstep 2\.1: ours again; ", shown)
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
    assert shown.startswith("reference_app/books.py lines 1-")
    assert shown.endswith(": chapter 1, step 1.2\n")


def test_doctor_examines_the_machine(second: Kernel) -> None:
    assert "Python" in second.run("%course doctor")


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("%course", "there is no `%course `; there are diff, reset, where, doctor"),
        ("%course undo", "there is no `%course undo`; there are diff, reset, where, doctor"),
        ("%course reset", "'' is no step: name one by chapter and number, like 3.4"),
        ("%course diff 9.1", "there is no chapter 9: there are 1 to 4"),
        ("%%build ../x.py\n1", "chapter 2, step 2.6: ../x.py is outside the app; write "),
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
