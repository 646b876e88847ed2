"""From which chapter a test of the suite applies: the latest that owns a line of anything that the
test, its fixtures or its helpers use. Found in the text; running tests is suite.py."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from course.fold import FoldedFile
from course.paths import ROOT

SUITE = ROOT / "tests" / "app"
NEVER = 10**6


@dataclass(frozen=True)
class Birth:
    """`first` chapter that has a symbol, `latest` that owns a line of it, members apart."""

    first: int
    latest: int
    members: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class SuiteFile:
    """Tests of one file by name, each with the chapter that it applies from."""

    path: Path
    chapters: Mapping[str, int]

    @property
    def first(self) -> int:
        return min(self.chapters.values(), default=NEVER)


def births(tree: Mapping[str, FoldedFile]) -> dict[tuple[str, str], Birth]:
    """Every symbol of the folded app, by module and name; the name "" is the module itself."""
    found: dict[tuple[str, str], Birth] = {}
    for path, file in tree.items():
        if path.endswith(".py"):
            module = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
            found[module, ""] = _span(file, range(len(file.owners)))
            for node in ast.parse(file.text).body:
                for name in _defined(node):
                    found[module, name] = _birth(node, file)
    return found


def suite_files(tree: Mapping[str, FoldedFile]) -> list[SuiteFile]:
    """The suite's files with the chapter of every test."""
    known = births(tree)
    files = []
    for path in sorted(SUITE.rglob("test_*.py")):
        usage = _Usage(path, known)
        files.append(SuiteFile(path, {name: usage.chapter(node) for name, node in usage.tests()}))
    return files


class _Usage:
    """What one test file uses, seen without running it."""

    def __init__(self, path: Path, known: Mapping[tuple[str, str], Birth]) -> None:
        self._known = known
        self._module = ast.parse(path.read_text(encoding="utf-8"))
        modules = [self._module, *(ast.parse(each.read_text("utf-8")) for each in helpers(path))]
        self._definitions: dict[str, ast.stmt] = {}
        self._imports: dict[str, tuple[str, str]] = {}
        for module in reversed(modules):
            self._definitions |= {name: node for node in module.body for name in _defined(node)}
            self._imports |= dict(_imported(module))
        self._floor = max([0, *map(self._first, self._imports.values()), *map(_marked, modules)])

    def tests(self) -> Iterator[tuple[str, ast.stmt]]:
        for node in self._module.body:
            if isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
                for inner in node.body:
                    for name in _defined(inner):
                        if name.startswith("test_"):
                            yield f"{node.name}::{name}", inner
            for name in _defined(node):
                if name.startswith("test_") or name.endswith("TestCase"):
                    yield name, node

    def chapter(self, test: ast.stmt) -> int:
        words = self._words(test)
        latest = [self._floor]
        for word in words & self._imports.keys():
            birth = self._known.get(self._imports[word])
            if birth:
                latest.append(birth.latest)
                latest += [at for member, at in birth.members.items() if member in words]
        return max(latest)

    def _words(self, test: ast.stmt) -> set[str]:
        """Names, attributes and fixtures that the test reaches through this file's definitions."""
        words, queue = set[str](), [test]
        while queue:
            new = set(_names(queue.pop())) - words
            words |= new
            queue += [self._definitions[word] for word in new if word in self._definitions]
        return words

    def _first(self, symbol: tuple[str, str]) -> int:
        module, name = symbol
        birth = self._known.get(symbol) or self._known.get((f"{module}.{name}", ""))
        return birth.first if birth else NEVER if module.startswith("reference_app") else 0


def helpers(path: Path) -> list[Path]:
    """The conftests above a test file, and the modules of the suite that lie beside it."""
    folders = [each for each in path.parents if each.is_relative_to(ROOT / "tests")]
    conftests = [folder / "conftest.py" for folder in folders] + [
        f / "__init__.py" for f in folders
    ]
    text = path.read_text(encoding="utf-8") + "".join(
        each.read_text("utf-8") for each in conftests if each.exists()
    )
    beside = [each for each in ROOT.glob("tests/app/**/*.py") if _is_imported(each, text)]
    return [each for each in [*conftests, *beside] if each.exists()]


def _is_imported(helper: Path, text: str) -> bool:
    module = helper.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
    return f"from {module} import" in text


def _imported(module: ast.Module) -> Iterator[tuple[str, tuple[str, str]]]:
    for node in module.body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("reference_app"):
            for alias in node.names:
                yield alias.asname or alias.name, (node.module or "", alias.name)
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.startswith("reference_app"):
                    yield alias.asname or alias.name, (alias.name, "")


def _marked(module: ast.Module) -> int:
    """The chapter in `pytestmark = pytest.mark.chapter(11)`: for doors, whose use no name shows."""
    for node in module.body:
        if isinstance(node, ast.Assign) and ast.unparse(node).startswith("pytestmark"):
            for call in ast.walk(node.value):
                if isinstance(call, ast.Call) and ast.unparse(call.func) == "pytest.mark.chapter":
                    return int(ast.literal_eval(call.args[0]))
    return 0


def _names(node: ast.AST) -> Iterator[str]:
    for each in ast.walk(node):
        if isinstance(each, ast.Name):
            yield each.id
        elif isinstance(each, ast.Attribute):
            yield each.attr
        elif isinstance(each, ast.arg | ast.keyword) and each.arg:
            yield each.arg


def _defined(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else []
    targets = [node.target] if isinstance(node, ast.AnnAssign) else targets
    return [target.id for target in targets if isinstance(target, ast.Name)]


def _birth(node: ast.stmt, file: FoldedFile) -> Birth:
    lines = set(_lines(node))
    members: dict[str, int] = {}
    for inner in node.body if isinstance(node, ast.ClassDef) else []:
        for name in _defined(inner):
            lines -= set(_lines(inner))
            members[name] = _span(file, _lines(inner)).latest
    head = _span(file, lines)
    return Birth(head.first, head.latest, members)


def _lines(node: ast.stmt) -> range:
    first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))])
    return range(first - 1, node.end_lineno or node.lineno)


def _span(file: FoldedFile, lines: Iterable[int]) -> Birth:
    chapters = [owner.chapter for line in lines if (owner := file.owners[line])]
    return Birth(min(chapters), max(chapters))
