"""Which tests of the suite are run on a chapter's app, so that each is run when it counts and not
once per chapter. Running them is snapshots.py's.

A test applies from the last chapter that works on anything it names (applies.py), and is run on
its app. What it names stays as it is from there on: a later chapter can only change what
lies below. Whoever names that is run there; how the two fit together, mypy says of every app; and
of each file that imports something changed, one test is run again. All of them are run on the
finished app, by the stage `app`. THOROUGH in the environment runs all that may come out otherwise.
"""

import ast
import os
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from course.fold.tree import Tree
from course.paths import PACKAGE, module_name
from course.sources.importers import with_importers
from course.suite.applies import NEVER, SuiteFile

# Names the app in a string, or asks which modules there are: no import says what it depends on.
_AT_RUN_TIME: Final = re.compile(rf"[\"']{PACKAGE}\b|\b(?:import|iter|walk)_(?:module|package)")
# What Hypothesis makes many examples for.
_MADE_MANY: Final = re.compile(r"^@given\(|\brun_state_machine", re.MULTILINE)
# To start the app as a process takes longest; what it answers there, it answers in place too.
_STARTS: Final = re.compile(r"\bsys\.executable\b")


class App(NamedTuple):
    """As of a chapter."""

    chapter: int
    tree: Tree


NO_APP: Final = App(-1, {})


def to_run(
    files: Sequence[SuiteFile], before: App, app: App, failed: Collection[str] = ()
) -> Iterator[SuiteFile]:
    """The files with those of their tests that are run on an app; those that `failed` on the one
    before ("file::test") are tried until they pass."""
    touched = _touched(files, before.tree, app.tree)
    for file in files:
        is_touched = not touched.isdisjoint(map(module_name, _own(file)))
        if is_touched and "THOROUGH" in os.environ:
            yield file
        else:
            again = {name for name in file.chapters if f"{file.path}::{name}" in failed}
            again |= _one_of(file, before.chapter) if is_touched else set()
            tests = file.chapters.items()
            run = {n: at if at > before.chapter or n in again else NEVER for n, at in tests}
            yield replace(file, chapters=run)


def _touched(files: Sequence[SuiteFile], before: Tree, tree: Tree) -> set[str]:
    """Modules, of the app and of the suite, that differ, or that import such a one; or all, if
    something differs that is no module; if anything does, also those that look for modules at run
    time or start the app."""
    texts = {path: each.text for path, each in tree.items()}
    changed = {path for path in texts if path not in before or before[path].text != texts[path]}
    suite = {path: (f.root / path).read_text("utf-8") for f in files for path in _own(f)}
    if any(not path.endswith(".py") for path in changed):
        changed |= suite.keys()
    if changed:
        changed |= {path for path, text in suite.items() if _AT_RUN_TIME.search(text)}
    modules = {module_name(path): text for path, text in (texts | suite).items()}
    return with_importers(map(module_name, changed), modules)


def _own(file: SuiteFile) -> tuple[str, ...]:
    return file.path, *file.along


def _one_of(file: SuiteFile, before: int) -> set[str]:
    """The first that applied at that chapter, of those that are quick; none, if they start the
    app."""
    texts = [(file.root / path).read_text(encoding="utf-8") for path in _own(file)]
    if any(map(_STARTS.search, texts)):
        return set()
    nodes = ast.walk(ast.parse(texts[0]))
    functions = [n for n in nodes if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    quick = {each.name for each in functions if not _MADE_MANY.search(ast.unparse(each))}
    earlier = (name for name, at in file.chapters.items() if at <= before)
    return {*[name for name in earlier if name.rpartition("::")[2] in quick][:1]}
