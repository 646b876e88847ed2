"""Which tests apply to which chapter, and running them. The chapters and tests here are made up."""

from pathlib import Path
from textwrap import dedent

import pytest

from course.errors import CourseError
from course.fold.tree import fold, write_tree
from course.paths import SOURCES
from course.sources.chapter import BuildCell
from course.sources.parse import parse_build, read_chapters
from course.suite.applies import NEVER, SuiteFile, suite_files
from course.suite.run import copy_suite, run

VALUES = "reference_app/values.py"
CELLS = [
    (1, "reference_app/__init__.py", '"""An app."""\n'),
    (2, VALUES, "class Email:\n    def key(self) -> str:\n        return 'key'\n"),
    (3, VALUES, "def shout() -> str:\n    return 'oh'\n"),
    (4, f"{VALUES} --into Email", "def domain(self) -> str:\n    return 'domain'\n"),
    (5, f"{VALUES} --replace shout", "def shout() -> str:\n    return 'OH'\n"),
    (6, "reference_app/door.py", "from reference_app.values import Email\n\nDOOR = Email()\n"),
]


@pytest.fixture
def cells() -> list[BuildCell]:
    return [parse_build(line, body, chapter=n, step=1) for n, line, body in CELLS]


class Suite:
    """A suite that lives in a directory of its own."""

    def __init__(self, root: Path, cells: list[BuildCell]) -> None:
        self.root = root
        self.cells = cells

    def add(self, path: str, text: str) -> None:
        target = self.root / "tests/app" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(dedent(text))

    def files(self) -> list[SuiteFile]:
        return suite_files(self.cells, self.root)

    def chapters(self) -> dict[str, int]:
        return {test: at for file in self.files() for test, at in file.chapters.items()}


@pytest.fixture
def suite(tmp_path: Path, cells: list[BuildCell]) -> Suite:
    return Suite(tmp_path / "suite", cells)


EMAIL_TESTS = """
    from reference_app.values import Email

    def test_key():
        assert Email().key() == "key"

    def test_domain():
        assert Email().domain() == "domain"
"""


def test_a_test_applies_once_the_class_and_the_members_that_it_uses_are_there(suite: Suite) -> None:
    suite.add("test_email.py", EMAIL_TESTS)
    assert suite.chapters() == {"test_key": 2, "test_domain": 4}


def test_what_a_later_chapter_rewrites_is_tested_from_there(suite: Suite) -> None:
    suite.add(
        "test_shout.py",
        """
        from reference_app.values import shout

        def test_loud():
            assert shout() == "OH"
        """,
    )
    assert suite.chapters() == {"test_loud": 5}


def test_what_a_later_chapter_rewrites_can_be_imported_before(suite: Suite) -> None:
    suite.add(
        "test_both.py",
        """
        from reference_app.values import Email, shout

        def test_key():
            assert Email().key()
        """,
    )
    assert suite.chapters() == {"test_key": 3}


def test_what_fixtures_and_helpers_use_counts_too(suite: Suite) -> None:
    suite.add(
        "conftest.py",
        """
        import pytest
        from tests.app.emails import domain

        @pytest.fixture
        def email_domain():
            return domain()
        """,
    )
    suite.add(
        "emails.py",
        """
        from reference_app.values import Email

        def domain():
            return Email().domain()
        """,
    )
    suite.add("test_fixture.py", "def test_it(email_domain):\n    assert email_domain\n")
    suite.add("test_nothing.py", "def test_nothing():\n    assert True\n")
    assert suite.chapters() == {"test_it": 4, "test_nothing": 2}


def test_an_import_must_exist_for_every_test_of_its_file(suite: Suite) -> None:
    suite.add(
        "test_door.py",
        """
        from reference_app.door import DOOR
        from reference_app.values import Email

        def test_key():
            assert Email().key()
        """,
    )
    assert suite.chapters() == {"test_key": 6}


def test_a_name_that_the_app_does_not_have_never_applies(suite: Suite) -> None:
    suite.add("test_gone.py", "from reference_app.values import Gone\n\ndef test_it(): Gone()\n")
    assert suite.chapters() == {"test_it": NEVER}


def test_a_mark_says_what_no_name_shows(suite: Suite) -> None:
    suite.add(
        "test_marked.py",
        """
        import pytest
        from reference_app.values import Email

        pytestmark = pytest.mark.chapter(7)

        class TestEmail:
            def test_key(self):
                assert Email().key()
        """,
    )
    assert suite.chapters() == {"TestEmail::test_key": 7}


def test_every_test_of_the_app_names_something_of_it_or_says_its_chapter() -> None:
    ours = suite_files([cell for chapter in read_chapters(SOURCES) for cell in chapter.builds])
    silent = [(each.path, name) for each in ours for name, at in each.chapters.items() if not at]
    assert len(ours) > 50
    assert silent == []


@pytest.mark.parametrize(("chapter", "passed"), [(1, set()), (3, {"test_key"})])
def test_only_what_applies_is_run(
    suite: Suite, tmp_path: Path, chapter: int, passed: set[str]
) -> None:
    suite.add("test_email.py", EMAIL_TESTS)
    suite.add("__init__.py", "")
    app = tmp_path / "app"
    write_tree(fold(cell for cell in suite.cells if cell.chapter <= chapter), app)
    left_out = copy_suite(suite.files(), chapter, app)
    assert (app / "tests").exists() == bool(passed)
    if passed:
        assert run(app, left_out).outcomes == {
            f"tests/app/test_email.py::{test}": "passed" for test in passed
        }


def test_a_class_of_tests_is_told_test_by_test(suite: Suite, tmp_path: Path) -> None:
    suite.add(
        "test_classes.py",
        """
        import pytest
        from reference_app.values import Email

        class TestOne:
            @pytest.mark.parametrize("n", [1, 2])
            def test_it(self, n):
                assert Email().key()

        class TestTwo:
            def test_it(self):
                assert not Email().key()
        """,
    )
    app = tmp_path / "app"
    write_tree(fold(suite.cells), app)
    assert run(app, copy_suite(suite.files(), 6, app)).outcomes == {
        "tests/app/test_classes.py::TestOne::test_it": "passed",
        "tests/app/test_classes.py::TestTwo::test_it": "failed",
    }


def test_a_broken_app_fails_its_test_and_the_output_says_how(suite: Suite, tmp_path: Path) -> None:
    suite.add("test_email.py", EMAIL_TESTS)
    app = tmp_path / "app"
    write_tree(fold(suite.cells), app)
    values = app / VALUES
    values.write_text(values.read_text().replace('"domain"', '"dmain"').replace("'domain'", "'d'"))
    result = run(app, copy_suite(suite.files(), 6, app))
    assert result.outcomes["tests/app/test_email.py::test_domain"] == "failed"
    assert result.outcomes["tests/app/test_email.py::test_key"] == "passed"
    assert "test_domain" in result.output


def test_a_suite_that_does_not_end_is_answered_by_a_sentence(suite: Suite, tmp_path: Path) -> None:
    suite.add("test_it.py", "from threading import Event\n\ndef test_it():\n    Event().wait()\n")
    directory = tmp_path / "copy"
    directory.mkdir()
    left_out = copy_suite(suite.files(), 6, directory)
    with pytest.raises(CourseError, match=r"the tests did not end within 3 s"):
        run(directory, left_out, 3)


def test_what_hypothesis_keeps_outlives_the_copy(suite: Suite, tmp_path: Path) -> None:
    suite.add(
        "test_place.py",
        """
        from hypothesis.configuration import storage_directory

        def test_it():
            raise AssertionError(storage_directory("unicode_data").path)
        """,
    )
    places = set()
    for name in ("one", "another"):
        app = tmp_path / name
        write_tree(fold(suite.cells), app)
        result = run(app, copy_suite(suite.files(), 6, app))
        places.add(result.reasons["tests/app/test_place.py::test_it"])
    (place,) = places
    assert Path(place.removeprefix("AssertionError: ")).is_absolute()
