"""A command of the project in a process of its own: how it ended, what it said, how its tests came
out, what it took of the processor. Which commands there are is run.py's.
"""

import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from course.paths import ROOT

NO_TEST: Final = 5  # pytest's exit code when there was none to run


@dataclass(frozen=True)
class Measured:
    """`passed`, `failed`: tests, or 1 of a command that has none. `skipped`: by reason.

    `processor`: seconds of it and of its descendants, as far as somebody waited for them. So
    daemons are not in it, nor what outlived its parent, as some of Chromium's processes do. None
    where the system does not tell.
    """

    code: int
    output: str
    processor: float | None
    passed: int
    failed: int
    skipped: Counter[str] = field(default_factory=Counter)


def measure(words: Sequence[str]) -> Measured:
    """Runs this Python with these words."""
    if "pytest" not in words:
        code, output, processor = _run(words)
        return Measured(code, output, processor, int(code == 0), int(code != 0))
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(scratch) / "report.xml"
        code, output, processor = _run([*words, f"--junitxml={report}"])
        cases = _cases(report)
    failed = len([*filter(_has_failed, cases)])
    skipped = Counter(reason for case in cases for reason in _reasons(case))
    passed = len(cases) - failed - skipped.total()
    if code and not (code == NO_TEST and "-k" in words):  # a selection by name may be empty
        failed = failed or 1  # pytest itself, or there was no test
    return Measured(code, output, processor, passed, failed, skipped)


def _run(words: Sequence[str]) -> tuple[int, str, float | None]:
    """Without a learner's workspace: every notebook and test makes one of its own."""
    environment = os.environ | {"PYTHONIOENCODING": "utf-8"}
    environment.pop("COURSE_WORKSPACE", None)
    with subprocess.Popen(
        [sys.executable, *words],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        assert process.stdout  # noqa: S101 (a pipe was asked for)
        output = process.stdout.read()
        processor = _wait(process)
    return process.returncode, output, processor


def _wait(process: "subprocess.Popen[str]") -> float | None:
    """Of this one process: a sum over all children would mix stages that run at once."""
    if sys.platform == "win32":
        process.wait()
        return None
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime


def _cases(report: Path) -> list[ElementTree.Element]:
    if not report.exists():
        return []
    # Written by our own pytest a moment ago, hence no guard against hostile XML.
    return [*ElementTree.parse(report).iter("testcase")]  # noqa: S314


def _has_failed(case: ElementTree.Element) -> bool:
    return case.find("failure") is not None or case.find("error") is not None


def _reasons(case: ElementTree.Element) -> list[str]:
    """Why it was skipped; none, if it was not."""
    found = [] if _has_failed(case) else case.findall("skipped")
    return [each.get("message", "") for each in found[:1]]
