"""From which chapter a test of the suite applies: the latest that owns a line of anything that the
test, its fixtures or its helpers use. Found in the text; running tests is run.py."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from course.fold.births import Birth, births
from course.paths import PACKAGE, ROOT
from course.sources.body import Import, import_nodes, module_name
from course.sources.chapter import BuildCell
from course.sources.symbols import defined_names

SUITE: Final = "tests/app"
NEVER: Final = 10**6


@dataclass(frozen=True)
class SuiteFile:
    """A file of tests: what it takes along, and the chapter that each of its tests applies from.

    Paths are relative to `root`, the directory that holds `tests/app`.
    """

    root: Path
    path: str
    along: tuple[str, ...]
    chapters: Mapping[str, int]

    @property
    def first(self) -> int:
        return min(self.chapters.values(), default=NEVER)


def suite_files(
    cells: Sequence[BuildCell], root: Path = ROOT, patterns: Sequence[str] = ("**/test_*.py",)
) -> list[SuiteFile]:
    """The suite's files that match one of the patterns, judged by the app that all cells build."""
    born = births(cells)
    found = [path for each in patterns for path in sorted(root.glob(f"{SUITE}/{each}"))]
    return [_suite_file(root, path.relative_to(root).as_posix(), born) for path in found]


def _suite_file(root: Path, path: str, born: Mapping[str, Birth]) -> SuiteFile:
    along = _along(root, path)
    texts = [(root / each).read_text(encoding="utf-8") for each in (path, *along)]
    modules = [ast.parse(text) for text in texts]
    usage = _Usage(modules, born)
    return SuiteFile(root, path, along, {n: usage.chapter(node) for n, node in _tests(modules[0])})


def _along(root: Path, path: str) -> tuple[str, ...]:
    """What a test file needs beside it: conftests and packages above it, and what these import."""
    above = [folder for folder in Path(path).parents if folder.parts]
    queue = [each / name for each in above for name in ("conftest.py", "__init__.py")]
    queue += _imported_modules(root / path)
    found: dict[str, None] = {}
    while queue:
        each = queue.pop(0)
        if each.as_posix() not in found and (root / each).is_file():
            found[each.as_posix()] = None
            queue += _imported_modules(root / each)
    return tuple(found)


def _imported_modules(path: Path) -> list[Path]:
    """Files that its imports may name, `from tests.app import people` among them."""
    imports = _imports(ast.parse(path.read_text(encoding="utf-8")))
    names = [name for each in imports for name in (each.module or each.name, _symbol_of(each))]
    inside = [name.replace(".", "/") for name in names if name.startswith("tests.")]
    return [Path(name + ending) for name in inside for ending in (".py", "/__init__.py")]


def _symbol_of(each: Import) -> str:
    return f"{each.module}.{each.name}" if each.module else each.name


def _imports(module: ast.Module) -> list[Import]:
    """What is imported at run time."""
    return [
        Import(module_name(node), alias.name, alias.asname, typing_only, "")
        for node, typing_only in import_nodes(module)
        for alias in node.names
        if not typing_only
    ]


def _tests(module: ast.Module) -> Iterator[tuple[str, ast.stmt]]:
    """Names as pytest says them; a state machine of Hypothesis is `TestLife::runTest`."""
    for node in module.body:
        for name in defined_names(node):
            if name.startswith("test_"):
                yield name, node
            elif name.startswith("Test") and not isinstance(node, ast.ClassDef):
                yield f"{name}::runTest", node
            elif name.startswith("Test") and isinstance(node, ast.ClassDef):
                members = [(each, inner) for inner in node.body for each in defined_names(inner)]
                yield from ((f"{name}::{n}", inner) for n, inner in members if n[:5] == "test_")


class _Usage:
    """What the tests of one file use, through its own definitions and those that it takes along."""

    def __init__(self, modules: list[ast.Module], born: Mapping[str, Birth]) -> None:
        self._definitions: dict[str, list[ast.stmt]] = {}
        self._births: dict[str, Birth] = {}
        floors = [0]
        for module in modules:
            for node in module.body:
                for name in defined_names(node):
                    self._definitions.setdefault(name, []).append(node)
            for each in _imports(module):
                if _symbol_of(each).partition(".")[0] == PACKAGE:
                    birth = born.get(_symbol_of(each), Birth(NEVER, NEVER))
                    self._births[each.bound] = birth
                    floors.append(birth.first)
            floors.append(_marked(module))
        self._floor = max(floors)

    def chapter(self, test: ast.stmt) -> int:
        """Of a class count the lines that are no member's, and members that the test mentions."""
        words = self._words(test)
        used = [birth for word, birth in self._births.items() if word in words]
        members = [at for birth in used for name, at in birth.members.items() if name in words]
        return max([self._floor, *(birth.latest for birth in used), *members])

    def _words(self, test: ast.stmt) -> set[str]:
        """Names, attributes and fixtures within reach of the test."""
        words, queue = set[str](), [test]
        while queue:
            new = set(_words_of(queue.pop())) - words
            words |= new
            queue += [node for word in new for node in self._definitions.get(word, ())]
        return words


def _words_of(node: ast.AST) -> Iterator[str]:
    for each in ast.walk(node):
        match each:
            case ast.Name(id=word) | ast.Attribute(attr=word) | ast.arg(arg=word):
                yield word
            case ast.keyword(arg=str(word)):
                yield word


def _marked(module: ast.Module) -> int:
    """The chapter in `pytestmark = pytest.mark.chapter(11)`: for doors, whose use no name shows."""
    for node in module.body:
        if "pytestmark" in defined_names(node):
            for call in ast.walk(node):
                if isinstance(call, ast.Call) and ast.unparse(call.func) == "pytest.mark.chapter":
                    return int(ast.literal_eval(call.args[0]))
    return 0
