"""Runs the reference suite on a copy of an app. Which tests apply to it, applies.py knows."""

import difflib
import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from course.apps.in_place import run_pytest
from course.errors import CourseError
from course.paths import PYPROJECT, ROOT
from course.platforms import IN_PLACE
from course.suite.applies import SUITE, SuiteFile

_HYPOTHESIS: Final = ROOT / ".hypothesis"
_ENVIRONMENT: Final = {
    # To look for plugins and load them takes longer than most files of tests.
    "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    # A kernel asks what it starts for colours, which pytest writes into its report too.
    "PY_COLORS": "0",
}


def copy_suite(files: Iterable[SuiteFile], chapter: int, directory: Path) -> list[str]:
    """Copies what applies at `chapter` into `directory`; returns the tests in it to leave out."""
    left_out: list[str] = []
    for file in files:
        if file.first <= chapter:
            for path in (file.path, *file.along):
                _copy(file.root / path, directory / path)
            tests = file.chapters.items()
            left_out += [f"{file.path}::{test}" for test, at in tests if at > chapter]
    return left_out


def _copy(source: Path, target: Path) -> None:
    """With what is compiled, if anything is: tests start sooner. It counts by the source's date."""
    for path in (source, *source.parent.glob(f"__pycache__/{source.stem}.*.pyc")):
        copy = target.parent / path.relative_to(source.parent)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, copy)


@dataclass(frozen=True)
class Result:
    """Each test's outcome ("passed", "failed", "skipped") by "file::test", and pytest's output.

    Parameters of one test are merged: the worst outcome counts. `reasons`: why a test failed, in a
    line. `unreadable`: what Python or pytest said of files that could not be read. No text names a
    directory of the machine.
    """

    outcomes: Mapping[str, str]
    output: str
    reasons: Mapping[str, str] = field(default_factory=dict)
    unreadable: str = ""


def run(
    directory: Path,
    left_out: list[str],
    seconds: float | None = None,
    paths: Sequence[str] = (SUITE,),
) -> Result:
    """Runs the suite copied into `directory` on the app there, in a process of its own: all of it,
    or these of its files, without loading what only others need.

    Raises `CourseError` when it takes longer than so many seconds, if any are given.
    """
    shutil.copy(PYPROJECT, directory)
    report = directory / "report.xml"
    arguments = directory / "left_out.txt"
    arguments.write_text("".join(f"--deselect={name}\n" for name in left_out), "utf-8")
    words = [*paths, f"@{arguments}", "--tb=short"]
    words += [f"--junitxml={report}", "-o", "junit_family=xunit1"]
    words += ["-p", "no:cacheprovider", "-p", "pytest_asyncio.plugin"]
    output = without_directories(_said(words, directory, seconds), directory)
    text = report.read_text("utf-8") if report.exists() else "<testsuites/>"
    # Written by our own pytest a moment ago, hence no guard against hostile XML.
    root = ElementTree.fromstring(without_directories(text, directory))  # noqa: S314
    cases = list(root.iter("testcase"))
    reasons = {_name(case): reason for case in cases if (reason := _reason(case))}
    unreadable = "\n".join(_complaint(case) for case in cases if _is_unreadable(case))
    return Result(_outcomes(cases), output, reasons, unreadable)


def without_directories(text: str, directory: Path) -> str:
    """Paths in `directory` count from there, those of installed packages from where they are."""
    installed = [sysconfig.get_path(name) for name in ("purelib", "platlib", "stdlib")]
    # A temporary directory may be known by a link to it, as on macOS.
    for above in (str(directory.resolve()), str(directory), *installed):
        text = text.replace(above + os.sep, "")
    return text


def _said(words: list[str], directory: Path, seconds: float | None) -> str:
    ours = {"PYTHONPATH": str(directory)} | _ENVIRONMENT
    # Outlives the copy: what fails is tried first again, and its table of Unicode takes a second.
    if os.access(_HYPOTHESIS if _HYPOTHESIS.exists() else ROOT, os.W_OK):
        ours["HYPOTHESIS_STORAGE_DIRECTORY"] = str(_HYPOTHESIS)
    if IN_PLACE:
        return run_pytest(words, directory, ours)
    with subprocess.Popen(
        [sys.executable, "-m", "pytest", *words],
        cwd=directory,
        env=os.environ | ours,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            return process.communicate(timeout=seconds)[0]
        except subprocess.TimeoutExpired as late:
            raise CourseError(
                f"the tests did not end within {seconds:.0f} s: does something wait for ever?"
            ) from late
        finally:
            _end(process)


def _end(process: "subprocess.Popen[str]") -> None:
    """With what it started itself, where the system knows groups of processes."""
    if sys.platform == "win32":
        process.kill()
        return
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _outcomes(cases: Iterable[ElementTree.Element]) -> dict[str, str]:
    outcomes: dict[str, str] = {}
    for case in cases:
        name, outcome = _name(case), _outcome(case)
        outcomes[name] = min(outcome, outcomes.get(name, outcome), key=_WORST_FIRST.index)
    return outcomes


def _reason(case: ElementTree.Element) -> str:
    if _is_unreadable(case):
        return _complaint(case).rpartition("\n")[2]
    found = _failure(case)
    if found is None:
        return ""
    if missing := _NO_FIXTURE.search(found.text or ""):
        name, known = missing.groups()
        close = difflib.get_close_matches(name, known.split(", "), n=1)
        hint = f"did you mean {close[0]}?" if close else "an argument of a test is the name of one"
        return f"there is no fixture '{name}'; {hint}"
    return found.get("message", "").partition("\n")[0]


def _complaint(case: ElementTree.Element) -> str:
    """What was said of a file that could not be read, without the way there."""
    found = _failure(case)
    text = "" if found is None else found.text or ""
    said = [line[2:] for line in text.splitlines() if line[:2] == "E "]
    return textwrap.dedent("\n".join(said)) or text


def _is_unreadable(case: ElementTree.Element) -> bool:
    found = _failure(case)
    return found is not None and found.get("message") == "collection failure"


def _failure(case: ElementTree.Element) -> ElementTree.Element | None:
    found = case.find("failure")
    return case.find("error") if found is None else found


def _name(case: ElementTree.Element) -> str:
    """As applies.py says it: `file::test`, or `file::Class::test`."""
    file, inside = case.get("file", ""), case.get("classname", "")
    module = file.removesuffix(".py").replace("/", ".")
    test = case.get("name", "").partition("[")[0]
    return "::".join(filter(None, [file, inside.removeprefix(module).lstrip("."), test]))


# As pytest says it, in any edition since 3.
_NO_FIXTURE = re.compile(
    r"^E +fixture '(.+)' not found\n>\s+available fixtures: (.*)$", re.MULTILINE
)
_WORST_FIRST = ("failed", "passed", "skipped")


def _outcome(case: ElementTree.Element) -> str:
    kinds = {child.tag for child in case}
    if kinds & {"failure", "error"}:
        return "failed"
    return "skipped" if "skipped" in kinds else "passed"
