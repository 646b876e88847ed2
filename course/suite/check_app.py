"""Grades an app with the reference suite, by chapter and layer. Which tests apply: applies.py."""

import os
import sys
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from course.apps.changes import copied
from course.errors import CourseError
from course.learner.learner import Learner
from course.paths import PACKAGE, SOURCES, WORKSPACE
from course.sources.chapter import Chapter
from course.sources.parse import read_chapters
from course.suite.applies import suite_files
from course.suite.run import copy_suite, run


class Test(NamedTuple):
    """One test that applies. `passed` is False, too, for one that could not even be collected."""

    name: str
    chapter: int
    passed: bool

    @property
    def layer(self) -> str:
        """`tests/app/domain/test_users.py::...` is a test of the domain."""
        return self.name.split("/")[2]


class Grade(NamedTuple):
    """Every test that applies, with its outcome, and what pytest said."""

    tests: list[Test]
    output: str

    @property
    def failed(self) -> list[Test]:
        return [test for test in self.tests if not test.passed]


def check_app(app: Path, number: int, chapters: Sequence[Chapter]) -> Grade:
    """Runs what applies as of chapter `number` on a copy of `app`, a directory `reference_app`."""
    files = suite_files([cell for chapter in chapters for cell in chapter.builds])
    with copied(app.parent) as copy:
        result = run(copy, copy_suite(files, number, copy))
    tests = [
        Test(f"{file.path}::{test}", at, result.outcomes.get(f"{file.path}::{test}") == "passed")
        for file in files
        for test, at in file.chapters.items()
        if at <= number
    ]
    return Grade(tests, result.output)


def main(words: Sequence[str] = ()) -> int:
    """Exit code 0 only when everything passes."""
    parser = ArgumentParser("course check-app", description=__doc__)
    parser.add_argument("directory", nargs="?", type=Path, help="not given: your workspace's app")
    parser.add_argument("--chapter", type=int, help="not given: the last that you built in")
    parser.add_argument("--verbose", action="store_true", help="print what pytest said as well")
    given = parser.parse_args(words)
    chapters = [chapter for chapter in read_chapters(SOURCES) if chapter.builds]
    workspace = Path(os.environ.get("COURSE_WORKSPACE") or WORKSPACE).absolute()
    app = given.directory or workspace / PACKAGE
    app = app if app.name == PACKAGE else app / PACKAGE
    if not app.is_dir():
        raise CourseError(f"There is no {app}: run a chapter's cells first, or name a directory.")
    last = given.chapter
    if last is None:
        last = chapters[-1].number if given.directory else _last(workspace, chapters)
    if last not in (numbers := [chapter.number for chapter in chapters]):
        raise CourseError(f"No chapter {last} builds: chapters {numbers[0]} to {numbers[-1]} do.")
    grade = check_app(app, last, chapters)
    print("\n".join(_table(grade)))
    if given.verbose:
        print(grade.output)
    return 1 if grade.failed or not grade.tests else 0


def _last(workspace: Path, chapters: Sequence[Chapter]) -> int:
    learner = Learner(workspace, chapters)
    return max((each.number for each in chapters if learner.ran(each.number)), default=1)


def _table(grade: Grade) -> Iterator[str]:
    layers = list(dict.fromkeys(test.layer for test in grade.tests))
    cells: dict[tuple[int, str], list[bool]] = defaultdict(list)
    for test in grade.tests:
        cells[test.chapter, test.layer].append(test.passed)
    yield "chapter" + "".join(f"{layer:>13}" for layer in layers)
    for number in sorted({test.chapter for test in grade.tests}):
        counts = (cells.get((number, layer), []) for layer in layers)
        row = (f"{sum(passed)}/{len(passed)}" if passed else "" for passed in counts)
        yield f"{number:7}" + "".join(f"{cell:>13}" for cell in row)
    yield from (f"not yet: {_sentence(test)}" for test in grade.failed[:10])
    if len(grade.failed) > 10:
        yield f"and {len(grade.failed) - 10} more"
    if grade.failed:
        yield "why: the same command with --verbose"
    yield f"{len(grade.tests) - len(grade.failed)} of {len(grade.tests)} tests pass"


def _sentence(test: Test) -> str:
    """Test names are statements; the file says what of."""
    file, _, name = test.name.partition("::")
    statement = name.removeprefix("Test").replace("::test_", ": ").removeprefix("test_")
    return f"chapter {test.chapter}, {Path(file).name}: {statement.replace('_', ' ')}"


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except CourseError as error:
        sys.exit(str(error))
