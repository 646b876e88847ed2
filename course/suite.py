"""Runs the reference suite on a copy of an app. Which tests apply to it, applies.py knows."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from course.applies import SuiteFile
from course.parse import CourseError
from course.paths import PYPROJECT


def copy_suite(files: Iterable[SuiteFile], chapter: int, directory: Path) -> list[str]:
    """Copies what applies at `chapter` into `directory`; returns the tests in it to leave out."""
    left_out: list[str] = []
    for file in files:
        if file.first <= chapter:
            for path in (file.path, *file.along):
                target = directory / path
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(file.root / path, target)
            tests = file.chapters.items()
            left_out += [f"{file.path}::{test}" for test, at in tests if at > chapter]
    return left_out


@dataclass(frozen=True)
class Result:
    """Each test's outcome ("passed", "failed", "skipped") by "file::test", and pytest's output.

    Parameters of one test are merged: the worst outcome counts. `reasons`: why a test failed, in
    the first line of what pytest said.
    """

    outcomes: Mapping[str, str]
    output: str
    reasons: Mapping[str, str] = field(default_factory=dict)


def run(directory: Path, left_out: list[str], seconds: float | None = None) -> Result:
    """Runs the suite copied into `directory` on the app there, in a process of its own.

    Raises `CourseError` when it takes longer than so many seconds, if any are given.
    """
    shutil.copy(PYPROJECT, directory)
    report = directory / "report.xml"
    arguments = directory / "left_out.txt"
    arguments.write_text("".join(f"--deselect={name}\n" for name in left_out), "utf-8")
    command = [sys.executable, "-m", "pytest", "tests/app", f"@{arguments}", "--tb=short"]
    command += [f"--junitxml={report}", "-o", "junit_family=xunit1"]
    command += ["-p", "no:cacheprovider", "-p", "pytest_asyncio.plugin"]
    output = _said(command, directory, seconds)
    # Written by our own pytest a moment ago, hence no guard against hostile XML.
    cases = list(ElementTree.parse(report).iter("testcase")) if report.exists() else []  # noqa: S314
    reasons = {_name(case): reason for case in cases if (reason := _reason(case))}
    return Result(_outcomes(cases), output, reasons)


def _said(command: list[str], directory: Path, seconds: float | None) -> str:
    # To look for plugins and load them takes longer than most files of tests.
    ours = {"PYTHONPATH": str(directory), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    try:
        return subprocess.run(
            command,
            cwd=directory,
            env=os.environ | ours,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=seconds,
        ).stdout
    except subprocess.TimeoutExpired as late:
        raise CourseError(
            f"the tests did not end within {seconds:.0f} s: does something wait for ever?"
        ) from late


def _outcomes(cases: Iterable[ElementTree.Element]) -> dict[str, str]:
    outcomes: dict[str, str] = {}
    for case in cases:
        name, outcome = _name(case), _outcome(case)
        outcomes[name] = min(outcome, outcomes.get(name, outcome), key=_WORST_FIRST.index)
    return outcomes


def _reason(case: ElementTree.Element) -> str:
    found = case.find("failure")
    found = case.find("error") if found is None else found
    return "" if found is None else found.get("message", "").partition("\n")[0]


def _name(case: ElementTree.Element) -> str:
    """As applies.py says it: `file::test`, or `file::Class::test`."""
    file, inside = case.get("file", ""), case.get("classname", "")
    module = file.removesuffix(".py").replace("/", ".")
    test = case.get("name", "").partition("[")[0]
    return "::".join(filter(None, [file, inside.removeprefix(module).lstrip("."), test]))


_WORST_FIRST = ("failed", "passed", "skipped")


def _outcome(case: ElementTree.Element) -> str:
    kinds = {child.tag for child in case}
    if kinds & {"failure", "error"}:
        return "failed"
    return "skipped" if "skipped" in kinds else "passed"
