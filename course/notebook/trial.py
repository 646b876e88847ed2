"""Tests in a notebook: a cell that is a file of tests, and a file of the reference suite.

Both run on the learner's app, by pytest, in a process of its own; how: suite/run.py.
"""

import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from course.apps.changes import copied
from course.errors import CourseError
from course.paths import ROOT
from course.sources.chapter import BuildCell
from course.suite.applies import SUITE, suite_files
from course.suite.run import Result, copy_suite, run

SECONDS: Final = 120


def try_tests(tree: Path, name: str, body: str) -> str:
    """Runs a cell's tests as the file `tests/app/{name}`, beside the suite's own fixtures, on the
    app in `tree`. A line per test. Raises `CourseError` when there is none to run."""
    path = Path(SUITE) / name
    folders = sorted(each.parent.name for each in (ROOT / SUITE).glob("*/__init__.py"))
    if not re.fullmatch(rf"(?:{'|'.join(folders)})/test_\w+\.py", name):
        known = ", ".join(folders)
        raise CourseError(f"write `%%test FOLDER/test_NAME.py`; the folders are {known}")
    with copied(tree) as directory:
        support = shutil.ignore_patterns("test_*")  # what is compiled comes along
        shutil.copytree(ROOT / SUITE, directory / SUITE, ignore=support)
        (directory / path).write_text(body, encoding="utf-8")
        result = run(directory, [], SECONDS, [path.as_posix()])
    if result.unreadable or not result.outcomes:
        why = result.unreadable or "a test is a function whose name begins with test_"
        raise CourseError(f"there is no test that can run:\n{why}")
    return "\n".join(_told(result))


def prove(tree: Path, names: Sequence[str], chapter: int, cells: Sequence[BuildCell]) -> str:
    """Runs these files of the reference suite, as far as they apply, on a chapter's app.

    Raises `CourseError` with a line per test that fails, or for a file that is not there.
    """
    files = suite_files(cells, patterns=names)
    wanted = [file.path for file in files]
    if unknown := [name for name in names if f"{SUITE}/{name}" not in wanted]:
        raise CourseError(f"the suite has no {', '.join(unknown)}")
    for file in files:
        if file.first > chapter:
            raise CourseError(f"{file.path} says nothing before chapter {file.first}")
    with copied(tree) as directory:
        result = run(directory, copy_suite(files, chapter, directory), SECONDS, wanted)
    if result.unreadable:
        raise CourseError(f"the suite can't import your app:\n{result.unreadable}")
    lines = [_score(name, result) for name in wanted]
    if not result.outcomes or "failed" in result.outcomes.values():
        failed = [each for each in _told(result) if each.startswith("FAILED")]
        raise CourseError("\n".join([*lines, *(failed or [result.output[-1500:]])]))
    return "\n".join(lines)


def _score(file: str, result: Result) -> str:
    found = [each for test, each in result.outcomes.items() if test.startswith(f"{file}::")]
    name = file.removeprefix(f"{SUITE}/")
    return f"{name}: {found.count('passed')} of {len(found)} tests pass"


def _told(result: Result) -> Iterator[str]:
    """Names of tests are statements: "passed  a deleted user refuses"."""
    for test, outcome in result.outcomes.items():
        name = test.rpartition("::")[2].removeprefix("test_").replace("_", " ")
        reason = result.reasons.get(test, "")
        yield f"FAILED  {name}: {reason}" if outcome == "failed" else f"{outcome}  {name}"
