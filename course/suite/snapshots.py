"""Every chapter's app must stand on its own: import, be lint-clean, type-check, keep the layers and
pass the part of the reference suite that applies to it. Which tests that takes: reruns.py.

The last chapter's app is the one in `reference_app/`, whose tests are the stage `app`.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from course.fold.checkout import write_tree
from course.fold.tree import Tree, fold
from course.fold.verify import differences, read_app
from course.paths import APP, PYPROJECT, ROOT, module_name
from course.sources.chapter import Chapter
from course.suite.applies import SuiteFile, suite_files
from course.suite.contracts import contracts_of
from course.suite.reruns import NO_APP, App, to_run
from course.suite.run import Result, copy_suite, run

_MYPY_CACHE: Final = ROOT / ".mypy_cache"
_LINT_IMPORTS: Final = "from importlinter.cli import lint_imports_command as run; run()"


@dataclass(frozen=True)
class Tried:
    """What is known of an app's tests: outcomes of all so far by "file::test", how many of them
    were run on this very app, and the output of those that failed."""

    outcomes: Mapping[str, str]
    run: int
    output: str

    @property
    def failed(self) -> list[str]:
        return [name for name, outcome in self.outcomes.items() if outcome == "failed"]

    @property
    def passed(self) -> int:
        return list(self.outcomes.values()).count("passed")


@dataclass(frozen=True)
class Snapshot:
    """What the checks of one chapter's app found. `findings` are sentences with a tool's output.

    `tried`: None for the app itself, whose tests are the stage `app` of `course test`.
    """

    chapter: int
    tried: Tried | None
    findings: tuple[str, ...]

    def __str__(self) -> str:
        state = "not yet whole" if self.findings else "whole"
        tests = "the app; its tests"
        if self.tried:
            tests = f"{self.tried.passed:3} tests pass, {self.tried.run} of them run here"
        return f"chapter {self.chapter:2}: {tests}, {state}"


def check_snapshots(
    chapters: Sequence[Chapter], some: Sequence[Chapter] | None = None
) -> list[Snapshot]:
    """One result for each of the chapters, or of some, that has an app; the count of tests that
    pass never falls."""
    trees = {
        chapter.number: fold(
            cell for each in chapters if each.number <= chapter.number for cell in each.builds
        )
        for chapter in chapters
    }
    trees = {number: tree for number, tree in trees.items() if tree}
    files = suite_files([cell for chapter in chapters for cell in chapter.builds])
    wanted = trees.keys() & {each.number for each in (chapters if some is None else some)}
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor(2) as pool:
        apps = {number: tree for number, tree in trees.items() if number in wanted}
        static = pool.submit(_check_statically, apps, Path(scratch) / "static")
        suites = pool.submit(run_suites, trees, files, Path(scratch), wanted)
        return list(_join(static.result(), suites.result()))


def _join(static: Mapping[int, list[str]], suites: Mapping[int, Tried]) -> Iterator[Snapshot]:
    before = 0
    for chapter, complaints in static.items():
        findings, tried = list(complaints), suites.get(chapter)
        if tried:
            if tried.output:
                findings.append(f"its tests fail:\n{tried.output}")
            if tried.passed < before:
                findings.append(f"{tried.passed} tests pass, {before} did a chapter earlier")
            before = tried.passed
        yield Snapshot(chapter, tried, tuple(findings))


def run_suites(
    trees: Mapping[int, Tree],
    files: Sequence[SuiteFile],
    scratch: Path,
    wanted: Collection[int] | None = None,
) -> dict[int, Tried]:
    """For each app, or the wanted ones, but not for the finished one."""
    results = {}
    known, before, finished = Tried({}, 0, ""), NO_APP, read_app(APP)
    for app in map(App._make, trees.items()):
        if any(differences(app.tree, finished)) and (wanted is None or app.chapter in wanted):
            again = [*to_run(files, before, app, known.failed)]
            found = _run_suite(again, app, scratch / f"{app.chapter:02}")
            outcomes = {**known.outcomes, **found.outcomes}
            known = results[app.chapter] = Tried(outcomes, len(found.outcomes), found.output)
        before = app
    return results


def _run_suite(files: Sequence[SuiteFile], app: App, directory: Path) -> Result:
    write_tree(app.tree, directory)
    left_out = copy_suite(files, app.chapter, directory)
    if not (directory / "tests").exists():
        return Result({}, "")
    found = run(directory, left_out)
    is_fine = "failed" not in found.outcomes.values() and "error" not in found.output.lower()
    return Result(found.outcomes, "" if is_fine else found.output)


def _check_statically(trees: Mapping[int, Tree], directory: Path) -> dict[int, list[str]]:
    """All in one directory, one chapter after the other, so that mypy's cache serves them all; it
    begins with what the stage `lint` may have found out of installed packages."""
    if _MYPY_CACHE.exists():
        shutil.copytree(_MYPY_CACHE, directory / _MYPY_CACHE.name)
    findings = {}
    for chapter, tree in trees.items():
        write_tree(tree, directory)
        config = directory / "importlinter.ini"
        config.write_text(contracts_of(set(_modules(tree))), "utf-8")
        findings[chapter] = list(_complaints(directory, config, tree))
    return findings


def _complaints(directory: Path, config: Path, tree: Tree) -> Iterator[str]:
    imports = "; ".join(f"import {module}" for module in _modules(tree))
    commands = {
        "does not import": [sys.executable, "-c", imports],
        "is not lint-clean": _module("ruff", "check", "--config", PYPROJECT, "reference_app"),
        "is not formatted": _module("ruff", "format", "--check", "--config", PYPROJECT, "."),
        "does not type-check": _module("mypy", "--config-file", PYPROJECT, "reference_app"),
        "breaks the layers": [sys.executable, "-c", _LINT_IMPORTS, "--config", str(config)],
    }
    environment = {**os.environ, "PYTHONPATH": str(directory), "PYTHONSAFEPATH": "1"}
    for complaint, command in commands.items():
        done = subprocess.run(
            command, cwd=directory, env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            yield f"it {complaint}:\n{done.stdout}{done.stderr}"
            return


def _module(*words: object) -> list[str]:
    return [sys.executable, "-m", *map(str, words)]


def _modules(tree: Tree) -> list[str]:
    return [module_name(path) for path in tree if path.endswith(".py")]
