"""Every chapter's app must stand on its own: import, be lint-clean, type-check, keep the layers and
pass the part of the reference suite that applies to it.

A test is run again when a chapter brings it, or changes something that it imports. The last
chapter's app is the one in `reference_app/`, whose tests are the stage `app`.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from course.fold.checkout import write_tree
from course.fold.tree import Tree, fold
from course.fold.verify import differences, read_app
from course.paths import APP, PACKAGE, PYPROJECT, ROOT, module_name
from course.sources.chapter import Chapter
from course.sources.importers import with_importers
from course.suite.applies import SuiteFile, suite_files
from course.suite.contracts import contracts_of
from course.suite.run import Result, copy_suite, run

# Names the app in a string, or asks which modules there are: no import says what it depends on.
_AT_RUN_TIME: Final = re.compile(rf"[\"']{PACKAGE}\b|\b(?:import|iter|walk)_(?:module|package)")
_MYPY_CACHE: Final = ROOT / ".mypy_cache"
_LINT_IMPORTS: Final = "from importlinter.cli import lint_imports_command as run; run()"


@dataclass(frozen=True)
class Snapshot:
    """What the checks of one chapter's app found. `findings` are sentences with a tool's output.

    `tests` that pass, or None for the app itself: those are the stage `app` of `course test`.
    """

    chapter: int
    tests: int | None
    findings: tuple[str, ...]

    def __str__(self) -> str:
        state = "not yet whole" if self.findings else "whole"
        tests = "the app; its" if self.tests is None else f"{self.tests:3}"
        return f"chapter {self.chapter:2}: {tests} tests, {state}"


def check_snapshots(chapters: Sequence[Chapter]) -> list[Snapshot]:
    """One result per chapter that has an app; the count of tests that pass never falls."""
    trees = {
        chapter.number: fold(
            cell for each in chapters if each.number <= chapter.number for cell in each.builds
        )
        for chapter in chapters
    }
    trees = {number: tree for number, tree in trees.items() if tree}
    files = suite_files([cell for chapter in chapters for cell in chapter.builds])
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor(2) as pool:
        static = pool.submit(_check_statically, trees, Path(scratch) / "static")
        suites = pool.submit(run_suites, trees, files, Path(scratch))
        return list(_join(static.result(), suites.result()))


def _join(static: Mapping[int, list[str]], suites: Mapping[int, Result]) -> Iterator[Snapshot]:
    before = 0
    for chapter, complaints in static.items():
        findings = list(complaints)
        if chapter in suites:
            passed = list(suites[chapter].outcomes.values()).count("passed")
            if suites[chapter].output:
                findings.append(f"its tests fail:\n{suites[chapter].output}")
            if passed < before:
                findings.append(f"{passed} tests pass, {before} did a chapter earlier")
            before = passed
        yield Snapshot(chapter, before if chapter in suites else None, tuple(findings))


def run_suites(
    trees: Mapping[int, Tree], files: Sequence[SuiteFile], scratch: Path
) -> dict[int, Result]:
    """For each app but the finished one, outcomes of all tests that apply, and the output of those
    that failed. A test that can't come out otherwise than a chapter before is not run again."""
    results = {}
    known, before, app = Result({}, ""), Tree(), read_app(APP)
    for chapter, tree in trees.items():
        if any(differences(tree, app)):
            again = _may_differ(files, chapter, before, tree)
            found = _run_suite(again, chapter, tree, scratch / f"{chapter:02}")
            outcomes = {**known.outcomes, **found.outcomes}
            is_fine = "failed" not in outcomes.values()
            known = Result(outcomes, found.output or ("" if is_fine else known.output))
            results[chapter], before = known, tree
    return results


def _run_suite(files: Sequence[SuiteFile], chapter: int, tree: Tree, directory: Path) -> Result:
    write_tree(tree, directory)
    left_out = copy_suite(files, chapter, directory)
    if not (directory / "tests").exists():
        return Result({}, "")
    found = run(directory, left_out)
    is_fine = "failed" not in found.outcomes.values() and "error" not in found.output.lower()
    return Result(found.outcomes, "" if is_fine else found.output)


def _may_differ(
    files: Sequence[SuiteFile], chapter: int, before: Tree, tree: Tree
) -> list[SuiteFile]:
    """Files of which a chapter brings tests, or changes anything that they import; or anything at
    all, for those that look for modules at run time or start the app."""
    texts = {path: each.text for path, each in tree.items()}
    changed = {path for path in texts if path not in before or before[path].text != texts[path]}
    if any(not path.endswith(".py") for path in changed):
        return [*files]
    suite = {path: (f.root / path).read_text("utf-8") for f in files for path in _own(f)}
    if changed:
        changed |= {path for path, text in suite.items() if _AT_RUN_TIME.search(text)}
    modules = {module_name(path): text for path, text in (texts | suite).items()}
    touched = with_importers(map(module_name, changed), modules)
    return [
        each
        for each in files
        if chapter in each.chapters.values() or not touched.isdisjoint(map(module_name, _own(each)))
    ]


def _own(file: SuiteFile) -> tuple[str, ...]:
    return file.path, *file.along


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
