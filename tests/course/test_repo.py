"""The repository's own rules: what every tracked file keeps to."""

import ast
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from course.command_line import COMMANDS
from course.paths import DEV_LOCK, LOCK, ROOT
from tests.lacking import lacking

MACHINE_PATH = re.compile(r"/(?:root|home|work|Users)/\w")
BINARY = {".png"}
FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef
LOCKS = (LOCK, DEV_LOCK)
CODE = [
    path
    for package in ("course", "reference_app")
    for path in sorted((ROOT / package).rglob("*.py"))
]


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    """The files of the repository; a download without git has no list of them."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        lacking("no git clone")
    listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return [path for path in paths if path.exists()]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_pinned_and_has_a_hash(lock: Path) -> None:
    requirements = re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8").rstrip())
    bad = [
        text for text in requirements if not re.match(r"[\w.-]+==\S+ .*--hash=sha256:", text, re.S)
    ]
    assert len(requirements) > 100
    assert bad == []


@pytest.mark.parametrize("lock", LOCKS)
def test_no_address_is_in_a_lock(lock: Path) -> None:
    assert "://" not in lock.read_text(encoding="utf-8")


def test_what_a_learner_gets_an_author_gets_in_the_same_versions() -> None:
    few, all_ = (set(re.findall(r"^\S+==\S+", lock.read_text("utf-8"), re.M)) for lock in LOCKS)
    assert few < all_


def test_no_file_holds_a_path_of_the_machine_that_it_was_made_on(tracked: list[Path]) -> None:
    found = {
        str(path): hit.group()
        for path in tracked
        if path.suffix not in BINARY
        and (hit := MACHINE_PATH.search(path.read_text(encoding="utf-8")))
    }
    assert found == {}


def test_no_file_is_over_a_megabyte(tracked: list[Path]) -> None:
    assert [path for path in tracked if path.stat().st_size > 1_000_000] == []


def test_lines_end_as_on_unix(tracked: list[Path]) -> None:
    texts = [path for path in tracked if path.suffix not in BINARY]
    assert [path for path in texts if b"\r" in path.read_bytes()] == []


def test_the_readme_is_read_in_a_few_minutes() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) < 150


def test_make_only_names_commands() -> None:
    names = {command.name for command in COMMANDS}
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z ]+):$", text, re.MULTILINE)
    assert set(" ".join(targets).split()) <= names
    assert {"learn", "test", "app", "bench", "build", "help"} <= set(" ".join(targets).split())


def test_no_wing_hides_what_a_notebook_calls() -> None:
    tree = _parsed(ROOT / "course/calls.py")
    called = {each.name for each in tree.body if isinstance(each, FUNCTION)}
    assert "prove" in called
    assert called.isdisjoint(path.parent.name for path in (ROOT / "course").glob("*/__init__.py"))


CLIENTS = {"AsyncClient", "Client", "get", "post", "patch", "delete", "request", "stream"}


def test_loopback_is_never_asked_through_a_proxy(tracked: list[Path]) -> None:
    """httpx reads variables and the system's settings, unless it is told not to or to where."""
    asked = [
        (path, node)
        for path in tracked
        if path.suffix == ".py" and "httpx" in path.read_text("utf-8")
        for node in ast.walk(_parsed(path))
        if isinstance(node, ast.Call) and _is_of_httpx(node.func)
    ]
    assert len(asked) > 10
    assert [
        f"{path}:{node.lineno}"
        for path, node in asked
        if not {"trust_env", "transport"} & {word.arg for word in node.keywords}
    ] == []


def _is_of_httpx(function: ast.expr) -> bool:
    match function:
        case ast.Attribute(ast.Name("httpx"), name) if name in CLIENTS:
            return True
        case ast.Name("AsyncClient"):
            return True
    return False


def test_actions_of_others_are_pinned_to_a_commit() -> None:
    texts = [path.read_text("utf-8") for path in (ROOT / ".github").rglob("*.yml")]
    used = re.findall(r"uses: (.*)", "\n".join(texts))
    assert used
    assert [each for each in used if not re.match(r"[\w/-]+@[0-9a-f]{40} # v\d", each)] == []


def test_every_module_says_what_lives_in_it() -> None:
    silent = [path for path in CODE if not ast.get_docstring(_parsed(path))]
    assert silent == []


def test_no_file_of_code_is_over_200_lines() -> None:
    assert {str(path) for path in CODE if len(path.read_text("utf-8").splitlines()) > 200} == set()


def test_no_function_is_over_25_lines() -> None:
    long = [
        f"{path}:{node.lineno} {node.name} has {length} lines"
        for path in CODE
        for node in ast.walk(_parsed(path))
        if isinstance(node, FUNCTION) and (length := _length(node)) > 25
    ]
    assert long == []


def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """From `def` to the last line, without the docstring."""
    lines = (function.end_lineno or 0) - function.lineno + 1
    docstring = function.body[0]
    if not ast.get_docstring(function):
        return lines
    return lines - ((docstring.end_lineno or 0) - docstring.lineno + 1)
