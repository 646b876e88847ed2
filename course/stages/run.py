"""What `make test` runs: one table of stages, and how their results are told.

What a stage checks is the business of the tool or module that its commands name.
"""

import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from course.errors import CourseError
from course.paths import ROOT

Words = tuple[str, ...]


class Stage(NamedTuple):
    """Commands for this Python; all run, whichever fails."""

    name: str
    commands: tuple[Words, ...]


class Result(NamedTuple):
    """A stage without pytest counts as one test. `output`: all that its failed commands said."""

    stage: str
    passed: int
    failed: int
    seconds: float
    output: str


PYTEST = ("-m", "pytest", "--color=no")
BY_FILE = ("--dist", "loadfile")
# Three on two cores: a kernel waits for the apps and tests that it starts.
NBVAL = ("-p", "nbval.plugin", "--nbval", "-n", "3", *BY_FILE, "notebooks")
IMPORTS = "from importlinter.cli import lint_imports_command as lint; lint()"
# What is quick comes first; then the longest, so that none of them runs alone at the end.
STAGES = (
    Stage(
        "lint",
        (
            ("-m", "ruff", "check", "."),
            ("-m", "ruff", "format", "--check", "."),
            ("-m", "mypy"),
            ("-c", IMPORTS),
        ),
    ),
    Stage("app", ((*PYTEST, "tests/app", "tests/bench"),)),
    Stage("fold", (("-m", "course", "verify"),)),
    Stage("site", ((*PYTEST, "-n", "2", *BY_FILE, "tests/site"),)),
    Stage("exercises", ((*PYTEST, "-n", "2", "--dist", "loadgroup", "tests/exercises"),)),
    Stage("engine", ((*PYTEST, "tests/course"),)),
    Stage("browser", ((*PYTEST, "tests/browser"),)),
    Stage("snapshots", (("-m", "course", "snapshots"),)),
    Stage("notebooks", (("-m", "course", "render", "--check"), (*PYTEST, *NBVAL))),
)
AT_ONCE = 2  # stages, on the two cores that the time limit is meant for
COUNT = re.compile(r"(\d+) (passed|failed|errors?)\b")


def run_stages(names: Sequence[str], stages: Sequence[Stage] = STAGES) -> int:
    """Runs the named stages, or all; prints a line for each, what failed, and the counts."""
    results = []
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for result in pool.map(_run, _chosen(names, stages)):
            word = "failed" if result.failed else "ok"
            counts = f"{result.passed:4} passed, {result.failed} failed"
            print(f"{result.stage:<10} {word:<7}{counts:<24}{result.seconds:6.1f} s", flush=True)
            results.append(result)
    for result in results:
        if result.failed:
            print(f"\n===== {result.stage} =====\n{result.output}")
    failed = sum(result.failed for result in results)
    print(f"{sum(result.passed for result in results)} passed, {failed} failed")
    return int(failed > 0)


def _chosen(names: Sequence[str], stages: Sequence[Stage]) -> list[Stage]:
    known = [stage.name for stage in stages]
    for name in names:
        if name not in known:
            raise CourseError(f"There is no stage {name!r}; there are {', '.join(known)}.")
    return [stage for stage in stages if not names or stage.name in names]


def _run(stage: Stage) -> Result:
    begun = time.monotonic()
    passed, failed, output = 0, 0, ""
    for words in stage.commands:
        done = _run_command(words)
        counts = _counts(done.stdout) if "pytest" in words else Counter()
        passed += counts["passed"]
        failed += counts.total() - counts["passed"]
        if done.returncode != 0:
            output += f"$ python {' '.join(words)}\n{done.stdout}\n"
    failed = failed or int(output != "")  # a check that is no test, or pytest itself
    passed = passed or int(failed == 0)
    return Result(stage.name, passed, failed, time.monotonic() - begun, output)


def _run_command(words: Words) -> subprocess.CompletedProcess[str]:
    """Without a learner's workspace: every notebook and test makes one of its own."""
    environment = os.environ | {"PYTHONIOENCODING": "utf-8"}
    environment.pop("COURSE_WORKSPACE", None)
    return subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def _counts(output: str) -> Counter[str]:
    """From pytest's last line, such as "1 failed, 12 passed, 2 skipped in 3.45s"."""
    last = output.rstrip().rpartition("\n")[2]
    return Counter({kind: int(number) for number, kind in COUNT.findall(last)})
