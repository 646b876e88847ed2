"""Every chapter's app must stand on its own: import, be lint-clean, type-check, keep the layers and
pass the part of the reference suite that applies to it."""

import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from course.applies import SuiteFile, suite_files
from course.checkout import write_tree
from course.fold import Tree, fold
from course.kernel import module_name
from course.parse import Chapter
from course.paths import PYPROJECT
from course.suite import Result, copy_suite, run

_LINT_IMPORTS: Final = "from importlinter.cli import lint_imports_command as run; run()"


@dataclass(frozen=True)
class Snapshot:
    """What the checks of one chapter's app found. `findings` are sentences with a tool's output."""

    chapter: int
    tests: int
    findings: tuple[str, ...]

    def __str__(self) -> str:
        state = "not yet whole" if self.findings else "whole"
        return f"chapter {self.chapter:2}: {self.tests:3} tests, {state}"


def check_snapshots(chapters: Sequence[Chapter]) -> list[Snapshot]:
    """One result per chapter that has an app; the count of tests that apply never falls."""
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
        suites = pool.submit(_run_suites, trees, files, Path(scratch))
        return list(_join(static.result(), suites.result()))


def _join(static: Mapping[int, list[str]], suites: Mapping[int, Result]) -> Iterator[Snapshot]:
    before = 0
    for chapter, result in suites.items():
        findings = list(static[chapter])
        passed = sum(outcome == "passed" for outcome in result.outcomes.values())
        if "failed" in result.outcomes.values() or "error" in result.output.lower():
            findings.append(f"its tests fail:\n{result.output}")
        if passed < before:
            findings.append(f"{passed} tests pass, {before} did a chapter earlier")
        before = passed
        yield Snapshot(chapter, passed, tuple(findings))


def _run_suites(
    trees: Mapping[int, Tree], files: Iterable[SuiteFile], scratch: Path
) -> dict[int, Result]:
    results = {}
    for chapter, tree in trees.items():
        directory = scratch / f"{chapter:02}"
        write_tree(tree, directory)
        left_out = copy_suite(files, chapter, directory)
        nothing = not (directory / "tests").exists()
        results[chapter] = Result({}, "") if nothing else run(directory, left_out)
    return results


def _check_statically(trees: Mapping[int, Tree], directory: Path) -> dict[int, list[str]]:
    """All in one directory, one chapter after the other, so that mypy's cache serves them all."""
    contracts = tomllib.loads(PYPROJECT.read_text("utf-8"))["tool"]["importlinter"]
    findings = {}
    for chapter, tree in trees.items():
        write_tree(tree, directory)
        config = directory / "importlinter.ini"
        config.write_text(_contracts(contracts, set(_modules(tree))), "utf-8")
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


def _contracts(settings: Mapping[str, Any], modules: set[str]) -> str:
    """The layer contracts as far as their modules exist: import-linter stops at a missing one."""
    text = _section("importlinter", {k: v for k, v in settings.items() if k != "contracts"})
    for number, contract in enumerate(settings["contracts"]):
        kept = {key: _existing(value, modules) for key, value in contract.items()}
        if all(kept.values()):
            text += _section(f"importlinter:contract:{number}", kept)
    return text


def _existing(value: object, modules: set[str]) -> object:
    """Drops modules of the app that are not there (yet) from a contract's list."""
    if not isinstance(value, list):
        return value
    return [name for name in value if not name.startswith("reference_app") or name in modules]


def _section(title: str, settings: Mapping[str, object]) -> str:
    lines = [f"[{title}]"]
    for key, value in settings.items():
        words = [f"\n    {word}" for word in value] if isinstance(value, list) else [str(value)]
        lines.append(f"{key} = {''.join(words)}")
    return "\n".join(lines) + "\n\n"
