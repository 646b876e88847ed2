"""Absorbing: an edit of the app goes back into the cell it belongs to, or nothing changes."""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from course.absorb.edits import Refused, absorb
from course.absorb.rename import rename as identifiers_renamed
from course.fold.tree import fold, write_tree
from course.sources.parse import read_chapters
from tests.course.folding import LIBRARY, builds


@dataclass
class Course:
    """The library, with its sources and its app in a folder of their own."""

    sources: Path
    app: Path

    def edit(self, name: str, *changes: tuple[str, str]) -> None:
        """Replaces texts in a file of the app; each must be there."""
        text = (self.app / name).read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        (self.app / name).write_text(text, encoding="utf-8", newline="\n")

    def absorb(self) -> tuple[str, ...]:
        """What changed; the chapters then build the edited app."""
        changes = absorb(read_chapters(self.sources), self.app).changes
        tree = fold(builds(read_chapters(self.sources)))
        for path, file in tree.items():
            assert (self.app.parent / path).read_bytes() == file.text.encode()
        return changes

    def refuse(self) -> tuple[str, ...]:
        """Why nothing was absorbed; the sources are as they were."""
        with pytest.raises(Refused) as refusal:
            absorb(read_chapters(self.sources), self.app)
        assert self.texts() == texts(LIBRARY)
        return refusal.value.reasons

    def texts(self) -> dict[str, str]:
        return texts(self.sources)


def texts(directory: Path) -> dict[str, str]:
    return {file.name: file.read_text(encoding="utf-8") for file in directory.glob("*.md")}


def changed_lines(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """Lines of the sources that are new."""
    return [
        line
        for name in sorted(before)
        for line in after[name].split("\n")
        if line not in before[name].split("\n")
    ]


@pytest.fixture
def course(tmp_path: Path) -> Course:
    shutil.copytree(LIBRARY, tmp_path / "source")
    write_tree(fold(builds(read_chapters(LIBRARY))), tmp_path)
    return Course(tmp_path / "source", tmp_path / "reference_app")


def test_an_app_that_the_chapters_build_changes_nothing(course: Course) -> None:
    assert course.absorb() == ()
    assert course.texts() == texts(LIBRARY)


def test_an_edited_line_goes_to_its_cell_and_nothing_else_changes(course: Course) -> None:
    course.edit("members.py", ("self.held.remove(book)", "self.held.remove(book)  # gone"))
    assert course.absorb() == ("chapter 4, step 4.1: reference_app/members.py",)
    expected = texts(LIBRARY)
    expected["04_returns.md"] = expected["04_returns.md"].replace(
        "    self.held.remove(book)", "    self.held.remove(book)  # gone"
    )
    assert course.texts() == expected


def test_an_edited_line_keeps_the_blank_lines_that_its_author_put_above_it(
    course: Course,
) -> None:
    course.edit("lending.py", ("def is_light(member: Member", "def is_light(member: object"))
    course.absorb()
    expected = texts(LIBRARY)["03_lending.md"].replace(
        "import Member\n\ndef is_light(member: Member",
        "import Member\n\ndef is_light(member: object",
    )
    assert course.texts()["03_lending.md"] == expected


def test_neighbouring_lines_of_two_cells_go_each_to_its_own(course: Course) -> None:
    course.edit(
        "members.py",
        ("name: str\n    since: int = 2024", 'name: str = "Ann"\n    since: int = 2025'),
    )
    assert course.absorb() == (
        "chapter 2, step 2.1: reference_app/members.py",
        "chapter 3, step 3.4: reference_app/members.py",
    )


def test_new_lines_inside_a_cell_go_into_it(course: Course) -> None:
    course.edit(
        "lending.py", ("    for rule", "    weeks = WEEKS\n\n    assert weeks\n    for rule")
    )
    assert course.absorb() == ("chapter 3, step 3.1: reference_app/lending.py",)
    assert "    weeks = WEEKS\n\n    assert weeks\n" in course.texts()["03_lending.md"]


def test_removed_lines_leave_their_cell(course: Course) -> None:
    course.edit("lending.py", ('    """A member carries at most 2,000 pages."""\n', ""))
    assert course.absorb() == ("chapter 3, step 3.2: reference_app/lending.py",)
    assert "2,000" not in course.texts()["03_lending.md"]


def test_a_new_member_goes_to_the_cell_above_it(course: Course) -> None:
    course.edit(
        "members.py",
        ("    @property\n", "    def lost(self) -> int:\n        return 0\n\n    @property\n"),
    )
    assert course.absorb() == ("chapter 4, step 4.2: reference_app/members.py",)
    assert "\ndef lost(self) -> int:\n    return 0\n```" in course.texts()["04_returns.md"]


def test_a_new_line_goes_to_the_cell_that_it_touches(course: Course) -> None:
    course.edit("lending.py", ("def is_light", "# Heavy books tear bags.\ndef is_light"))
    assert course.absorb() == ("chapter 3, step 3.2: reference_app/lending.py",)


def test_a_new_first_item_goes_to_the_cell_of_the_items(course: Course) -> None:
    course.edit("books.py", ('    "novels"', '    "all": bool,\n    "novels"'))
    assert course.absorb() == ("chapter 2, step 2.3: reference_app/books.py",)


def test_a_blank_line_that_the_formatter_leaves_alone_is_absorbed(course: Course) -> None:
    course.edit(
        "members.py", ("            raise LibraryError\n", "            raise LibraryError\n\n")
    )
    course.absorb()
    assert "        raise LibraryError\n\n    self.held.remove" in course.texts()["04_returns.md"]


def test_a_file_that_is_not_python_is_absorbed(course: Course) -> None:
    course.edit("count.lua", ("INCR", "DECR"), ("\n\n", "\n"))
    assert course.absorb() == ("chapter 1, step 1.3: reference_app/count.lua",)


def test_a_longer_fence_and_a_fence_of_prose_survive(course: Course) -> None:
    course.edit("books.py", ("> 400", "> 500"))
    course.absorb()
    assert course.texts()["01_books.md"] == texts(LIBRARY)["01_books.md"].replace("> 400", "> 500")


@pytest.mark.parametrize(
    ("name", "old", "new", "line"),
    [
        ("errors.py", "(Exception)", "(OSError)", "class LibraryError(OSError): ..."),
        ("books.py", "SHELVES: Final =", "SHELVES: dict =", "SHELVES: dict = {}"),
    ],
)
def test_a_line_that_later_members_or_items_opened_up_goes_back_whole(
    course: Course, name: str, old: str, new: str, line: str
) -> None:
    course.edit(name, (old, new))
    course.absorb()
    assert changed_lines(texts(LIBRARY), course.texts()) == [line]


# Imports


def test_a_new_import_goes_to_the_cells_that_use_it(course: Course) -> None:
    course.edit(
        "members.py",
        (
            "\nfrom reference_app.books",
            "\nfrom reference_app import errors\nfrom reference_app.books",
        ),
        ("raise LibraryError\n", "raise errors.LibraryError\n"),
        ("from reference_app.errors import LibraryError\n", ""),
    )
    assert course.absorb() == ("chapter 4, step 4.1: reference_app/members.py",)
    assert changed_lines(texts(LIBRARY), course.texts()) == [
        "from reference_app import errors",
        "        raise errors.LibraryError",
    ]


def test_a_first_import_goes_behind_the_docstring_of_its_cell(course: Course) -> None:
    course.edit(
        "errors.py",
        ('wrong."""\n', 'wrong."""\n\nfrom abc import ABC\n'),
        ("(Exception)", "(Exception, ABC)"),
    )
    course.absorb()
    assert (
        '"""Everything that may go wrong."""\n\nfrom abc import ABC\n\n\nclass LibraryError'
        in course.texts()["02_members.md"]
    )


def test_an_import_for_type_checkers_brings_its_block(course: Course) -> None:
    course.edit(
        "errors.py",
        (
            'wrong."""\n',
            'wrong."""\n\nfrom typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n'
            "    from reference_app.books import Book\n",
        ),
        ("-> str:\n", '-> str:\n        book: "Book | None" = None\n'),
        ('"the library is sorry"', 'f"the library is sorry for {book}"'),
    )
    assert course.absorb() == ("chapter 3, step 3.5: reference_app/errors.py",)
    assert (
        "if TYPE_CHECKING:\n    from reference_app.books import Book\n"
        in (course.texts()["03_lending.md"])
    )


def test_an_import_that_turns_unused_leaves_its_cells(course: Course) -> None:
    course.edit(
        "lending.py",
        ("from datetime import date, timedelta", "from datetime import date"),
        ("today + timedelta(weeks=WEEKS)", "today.replace(day=WEEKS)"),
    )
    course.absorb()
    assert "timedelta" not in course.texts()["03_lending.md"]


def test_a_name_imported_from_another_place_leaves_the_old_one(course: Course) -> None:
    course.edit("lending.py", ("from reference_app.books import", "from reference_app import"))
    assert course.absorb() == (
        "chapter 3, step 3.1: reference_app/lending.py",
        "chapter 3, step 3.2: reference_app/lending.py",
    )
    assert "reference_app.books" not in course.texts()["03_lending.md"]


# Renames


def rename(course: Course, old: str, new: str) -> None:
    for file in course.app.glob("*.py"):
        file.write_text(re.sub(rf"\b{old}\b", new, file.read_text()))


def test_a_rename_reaches_superseded_cells_directives_checks_and_code_in_prose(
    course: Course,
) -> None:
    rename(course, "checked_title", "normal_title")
    assert course.absorb() == ("checked_title is normal_title in every chapter",)
    assert course.texts() == {
        name: text.replace("checked_title", "normal_title") for name, text in texts(LIBRARY).items()
    }


def test_a_rename_leaves_words_of_prose_alone(course: Course) -> None:
    rename(course, "Book", "Tome")
    course.absorb()
    text = course.texts()["01_books.md"]
    assert "# Books\n" in text
    assert "A library lends `Tome`s." in text


def test_the_new_name_may_have_been_a_word_of_a_comment_before(course: Course) -> None:
    rename(course, "LIMIT", "holds")
    assert course.absorb() == ("LIMIT is holds in every chapter",)


def test_several_renames_at_once_are_told_apart(course: Course) -> None:
    rename(course, "give_back", "hand_back")
    rename(course, "has_room", "has_space")
    assert sorted(course.absorb()) == [
        "give_back is hand_back in every chapter",
        "has_room is has_space in every chapter",
    ]


def test_a_rename_that_sorts_imports_anew_is_absorbed(course: Course) -> None:
    rename(course, "timedelta", "interval")
    course.edit(
        "lending.py",
        ("import date, interval", "import date\nfrom datetime import timedelta as interval"),
    )
    course.absorb()


def test_a_rename_and_an_edit_besides_are_told_apart(course: Course) -> None:
    rename(course, "Book", "Tome")
    course.edit("lending.py", ("WEEKS = 4", "WEEKS = 5"))
    assert course.absorb() == (
        "Book is Tome in every chapter",
        "chapter 4, step 4.4: reference_app/lending.py",
    )
    assert "def borrow(self, book: Tome)" in course.texts()["02_members.md"]


def test_a_cell_keeps_the_imports_that_its_superseded_lines_use(course: Course) -> None:
    course.edit(
        "members.py",
        ("from reference_app.books import Book", "from reference_app import books"),
        ("book: Book", "book: books.Book"),
        ('list["Book"]', 'list["books.Book"]'),
    )
    course.absorb()
    before, after = texts(LIBRARY)["02_members.md"], course.texts()["02_members.md"]
    member = before[before.index("%%build reference_app/members.py --into") :]
    assert member in after


def test_a_path_is_no_identifier() -> None:
    source = "```python\n%%build reference_app/{0}.py --into {0}\n{0}\n```\n"
    assert identifiers_renamed(source.format("books"), {"books": "tomes"}) == (
        "```python\n%%build reference_app/books.py --into tomes\ntomes\n```\n"
    )


def test_a_name_of_the_language_that_goes_while_one_of_ours_comes_is_no_rename(
    course: Course,
) -> None:
    course.edit(
        "members.py",
        ("return sum(book.pages for book in self.held)", "total = 7\n        return 7"),
    )
    assert course.absorb() == ("chapter 2, step 2.2: reference_app/members.py",)


# Refusals


def test_giving_a_name_that_others_have_is_no_rename_and_breaks_a_step(course: Course) -> None:
    rename(course, "RULES", "WEEKS")
    (reason,) = course.refuse()
    assert "chapter 3, step 3.3: reference_app/lending.py has no RULES" in reason


def test_new_files_are_refused(course: Course) -> None:
    (course.app / "extra.py").write_text("")
    assert course.refuse() == ("reference_app/extra.py is new: give it a build cell",)


def test_deleted_files_are_refused(course: Course) -> None:
    (course.app / "count.lua").unlink()
    assert course.refuse() == ("reference_app/count.lua is gone: delete its cells",)


def test_bytes_that_are_no_text_are_refused(course: Course) -> None:
    (course.app / "count.lua").write_bytes(b"return '\xff'\n")
    (reason,) = course.refuse()
    assert reason.startswith("reference_app/count.lua cannot be read: ")


def test_a_carriage_return_is_refused(course: Course) -> None:
    (course.app / "count.lua").write_bytes(b"return 1\r\n")
    (reason,) = course.refuse()
    assert "line 1 is 'return 1\\r'" in reason


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (
            ("WEEKS = 4\n", "WEEKS  = 4\n"),
            "line 10 is 'WEEKS  = 4', the formatter writes 'WEEKS = 4'",
        ),
        (("WEEKS = 4\n\n", "WEEKS = 4\n"), "line 12 is 'def has_room"),
        (("import date,", "import MAXYEAR, date,"), "MAXYEAR"),
        (("WEEKS = 4\n", "WEEKS = \n"), "cannot be read: invalid syntax"),
    ],
)
def test_what_the_formatter_would_undo_is_refused(
    course: Course, edit: tuple[str, str], reason: str
) -> None:
    course.edit("lending.py", edit)
    assert reason in course.refuse()[0]


def test_one_edit_over_two_cells_is_refused_by_line_and_steps(course: Course) -> None:
    course.edit("members.py", ("    name: str\n    since: int = 2024\n", "    label: str\n"))
    (reason,) = course.refuse()
    assert reason.startswith("reference_app/members.py line 19: lines of step 2.1 and step 3.4")


def test_a_function_below_the_last_member_has_no_cell(course: Course) -> None:
    with (course.app / "errors.py").open("a") as file:
        file.write("\n\ndef sorry() -> str:\n    return str(LibraryError())\n")
    (reason,) = course.refuse()
    assert reason.startswith("reference_app/errors.py line 9: no step can take the new lines in")


def test_a_cell_is_not_emptied(course: Course) -> None:
    course.edit("members.py", ("    since: int = 2024\n", ""))
    assert course.refuse() == (
        "reference_app/members.py: nothing would be left of step 3.4: delete it",
    )


def test_every_edit_that_has_no_cell_is_listed(course: Course) -> None:
    course.edit("members.py", ("    since: int = 2024\n", ""))
    course.edit("lending.py", ("WEEKS = 4", "WEEKS = 5"))
    course.edit(
        "__init__.py",
        ('    "lend",\n', ""),
        ("from reference_app.lending import lend\n", ""),
    )
    assert len(course.refuse()) == 2
