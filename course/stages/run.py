"""What `make test` runs: one table of stages, what of each concerns a chapter, and how their
results are told.

What a stage checks is the business of the tool or module that its commands name; how a command is
run and measured, measured.py's.
"""

import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from course.errors import CourseError
from course.paths import SOURCES
from course.sources.chapter import Chapter
from course.sources.parse import read_chapters
from course.sources.selection import selected
from course.stages.measured import Measured, measure

Words = tuple[str, ...]


class Stage(NamedTuple):
    """Commands for this Python; all run, whichever fails. `by_chapter`: its commands of `course`
    take the numbers of chapters, and its tests have their names in theirs."""

    name: str
    commands: tuple[Words, ...]
    by_chapter: bool = False


class Result(NamedTuple):
    """`output`: all that its failed commands said."""

    stage: str
    measured: Sequence[Measured]
    seconds: float
    output: str

    @property
    def passed(self) -> int:
        return sum(each.passed for each in self.measured)

    @property
    def failed(self) -> int:
        return sum(each.failed for each in self.measured)

    @property
    def skipped(self) -> Counter[str]:
        """By reason."""
        return sum((each.skipped for each in self.measured), Counter[str]())

    def __str__(self) -> str:
        word = "failed" if self.failed else "ok"
        counts = _counts(self.passed, self.failed, self.skipped.total())
        taken = [each.processor for each in self.measured if each.processor is not None]
        processor = f"{sum(taken):7.1f} CPU-s" if taken else ""
        return f"{self.stage:<10} {word:<7}{counts:<34}{self.seconds:6.1f} s{processor}"


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
    Stage("fold", (("-m", "course", "verify"),), by_chapter=True),
    Stage("site", ((*PYTEST, "-n", "2", *BY_FILE, "tests/site"),), by_chapter=True),
    Stage(
        "exercises",
        ((*PYTEST, "-n", "2", "--dist", "loadgroup", "tests/exercises"),),
        by_chapter=True,
    ),
    Stage("engine", ((*PYTEST, "tests/course"),), by_chapter=True),
    Stage("browser", ((*PYTEST, "tests/browser"),)),
    Stage("snapshots", (("-m", "course", "snapshots"),), by_chapter=True),
    Stage(
        "notebooks",
        (("-m", "course", "render", "--check"), (*PYTEST, *NBVAL)),
        by_chapter=True,
    ),
)
AT_ONCE = 2  # stages, on the two cores that the time limit is meant for


def run_stages(words: Sequence[str], stages: Sequence[Stage] = STAGES) -> int:
    """Runs the stages named, or all, or what of them concerns the chapters whose numbers are among
    the words. Prints a line for each, what failed, and last the counts."""
    results = []
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for result in pool.map(_run, chosen(words, stages)):
            print(result, flush=True)
            results.append(result)
    for result in results:
        if result.failed:
            print(f"\n===== {result.stage} =====\n{result.output}")
    print(_last_line(results))
    return int(any(result.failed for result in results))


def chosen(words: Sequence[str], stages: Sequence[Stage] = STAGES) -> list[Stage]:
    """Raises `CourseError` for a stage or a chapter that is not there."""
    names = {word for word in words if not word.isdecimal()}
    numbers = {int(word) for word in words if word.isdecimal()}
    known = [stage.name for stage in stages]
    for name in sorted(names.difference(known)):
        raise CourseError(f"There is no stage {name!r}; there are {', '.join(known)}.")
    found = [stage for stage in stages if not names or stage.name in names]
    if not numbers:
        return found
    if whole := [stage.name for stage in found if names and not stage.by_chapter]:
        raise CourseError(f"{whole[0]} looks at no single chapter: name it without a number.")
    chapters = selected(read_chapters(SOURCES), numbers)
    return [_cut(stage, chapters) for stage in found if stage.by_chapter]


def _cut(stage: Stage, chapters: Sequence[Chapter]) -> Stage:
    numbers = [str(each.number) for each in chapters]
    # In one process: there is less to share out than it takes to start more.
    tests = ["-n", "0", "-k", " or ".join(each.slug for each in chapters)]
    commands = ((*words, *(tests if "pytest" in words else numbers)) for words in stage.commands)
    return stage._replace(commands=tuple(commands))


def _run(stage: Stage) -> Result:
    begun = time.monotonic()
    measured = [measure(words) for words in stage.commands]
    outputs = (
        f"$ python {' '.join(words)}\n{each.output}\n"
        for words, each in zip(stage.commands, measured, strict=True)
        if each.failed
    )
    return Result(stage.name, measured, time.monotonic() - begun, "".join(outputs))


def _counts(passed: int, failed: int, skipped: int) -> str:
    return f"{passed:4} passed, {failed} failed" + (f", {skipped} skipped" if skipped else "")


def _last_line(results: Sequence[Result]) -> str:
    """The counts, and of what was skipped why, and where how often."""
    places: Mapping[str, list[str]] = defaultdict(list)
    for result in results:
        for reason, count in result.skipped.items():
            places[reason].append(f"{result.stage} {count}")
    counts = _counts(
        sum(result.passed for result in results),
        sum(result.failed for result in results),
        sum(result.skipped.total() for result in results),
    )
    reasons = "; ".join(f"{each} ({', '.join(where)})" for each, where in places.items())
    return f"{counts.strip()}: {reasons}" if reasons else counts.strip()
