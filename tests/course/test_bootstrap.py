"""The set-up without a network: its pure parts, a bare clone that cannot install, and one whose
installer only notes what it is asked for."""

import ast
import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from course.commands import run_command
from course.paths import DEV_LOCK, LOCK, PYPROJECT, ROOT
from course.setup.bootstrap import digest, uv_requirement
from course.setup.installers import SetupError
from course.setup.targets import digest as digest_of_lock
from course.setup.targets import here

LOCKED = LOCK.read_text(encoding="utf-8")
NOTES = """
import pathlib, sys
if "sync" in sys.argv:
    with pathlib.Path("synced").open("a") as file:
        print(pathlib.Path(sys.argv[-1]).name, file=file)
"""
PROJECT = PYPROJECT.read_text(encoding="utf-8")


def run_bare(clone: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Runs a command as a fresh machine would: no site-packages, and no index that answers."""
    environment = {name: value for name, value in os.environ.items() if "PIP_" not in name}
    environment |= {"PIP_INDEX_URL": "http://127.0.0.1:1/", "PIP_CONFIG_FILE": os.devnull}
    return subprocess.run(
        [sys.executable, "-S", "-m", "course", *words],
        cwd=clone,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("with space") / "a clone"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "course", directory / "course", ignore=ignored)
    for file in (LOCK, DEV_LOCK, PYPROJECT):
        shutil.copy(file, directory)
    return directory


@pytest.fixture(scope="module")
def offline(clone: Path) -> subprocess.CompletedProcess[str]:
    return run_bare(clone, "verify")


def test_the_lock_decides_the_digest() -> None:
    assert digest(LOCKED, PROJECT) != digest(LOCKED.replace("uv==", "uv==9"), PROJECT)


def test_the_declared_dependencies_decide_the_digest() -> None:
    assert digest(LOCKED, PROJECT) != digest(LOCKED, PROJECT.replace('"typer', '"typer2'))


def test_the_settings_of_tools_do_not_change_the_digest() -> None:
    changed = PROJECT.replace("line-length = 100", "line-length = 99")
    assert changed != PROJECT
    assert digest(LOCKED, PROJECT) == digest(LOCKED, changed)


def test_the_installer_is_taken_from_the_lock_with_its_hashes_and_nothing_else() -> None:
    first, *hashes = uv_requirement(LOCKED).splitlines()
    assert first.startswith("uv==")
    assert hashes
    assert all(line.strip().startswith("--hash=sha256:") for line in hashes)


def test_a_lock_without_hashes_for_the_installer_is_refused() -> None:
    with pytest.raises(SetupError, match="restore it from git"):
        uv_requirement("uv==0.13.9\nuvicorn==0.54.0 \\\n    --hash=sha256:00\n")


@pytest.mark.parametrize("name", ["__init__", "__main__"])
def test_what_greets_an_old_python_parses_on_it(name: str) -> None:
    text = (ROOT / "course" / f"{name}.py").read_text(encoding="ascii")
    newer = (ast.JoinedStr, ast.AnnAssign, ast.AsyncFunctionDef, ast.NamedExpr, ast.Nonlocal)
    for node in ast.walk(ast.parse(text)):
        assert not isinstance(node, newer)
        assert not getattr(node, "annotation", None)
        assert not getattr(node, "returns", None)
        assert getattr(node, "module", "") != "__future__"


def test_help_needs_nothing_but_the_standard_library(clone: Path) -> None:
    done = run_bare(clone, "help")
    assert done.returncode == 0, done.stderr
    learners, authors = done.stdout.split("To change the book:")
    assert "To learn:\n  course learn " in learners
    assert "  course build " in authors


def test_a_command_and_what_it_starts_keep_what_they_compile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert run_command(["help"]) == 0
    assert not sys.dont_write_bytecode
    asks = "import sys; raise SystemExit(sys.dont_write_bytecode)"
    assert subprocess.run([sys.executable, "-c", asks], check=False).returncode == 0


def test_without_an_index_the_set_up_ends_in_a_sentence(
    offline: subprocess.CompletedProcess[str],
) -> None:
    assert offline.returncode == 1
    assert "The package index cannot be reached" in offline.stderr
    assert "Traceback" not in offline.stderr


@pytest.mark.usefixtures("offline")
def test_the_doctor_sees_a_set_up_that_stopped_half_way(clone: Path) -> None:
    done = run_bare(clone, "doctor")
    assert done.returncode == 0, done.stderr
    assert "mend  set-up    interrupted" in done.stdout


def test_a_set_up_goes_on_where_it_stopped(
    clone: Path, offline: subprocess.CompletedProcess[str]
) -> None:
    again = run_bare(clone, "verify")
    assert "environment" in offline.stderr
    assert "environment" not in again.stderr
    assert "installer" in again.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="links there need a privilege")
def test_a_link_to_anothers_environment_is_refused_and_nothing_in_it_is_lost(
    clone: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "clone"
    shutil.copytree(clone, copy, ignore=shutil.ignore_patterns(".venv*"))
    others = tmp_path / "other" / ".venv"
    others.mkdir(parents=True)
    (others / "kept.txt").touch()
    (copy / ".venv").symlink_to(others)
    done = run_bare(copy, "verify")
    assert done.returncode == 1
    assert "which was not made for this folder: remove the link" in done.stderr
    assert (others / "kept.txt").exists()


@pytest.mark.usefixtures("offline")
def test_a_moved_clone_is_set_up_anew(clone: Path) -> None:
    moved = clone.with_name("moved")
    shutil.copytree(clone, moved, symlinks=True)
    assert "mend  set-up    not made yet" in run_bare(moved, "doctor").stdout


@pytest.mark.skipif(sys.platform == "win32", reason="no name holds a separator of paths there")
def test_a_place_in_which_no_environment_works_is_told_and_nothing_is_made(
    clone: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "a:b"
    shutil.copytree(clone, copy, ignore=shutil.ignore_patterns(".venv*"))
    done = run_bare(copy, "verify")
    assert done.returncode == 1
    assert "holds a ':'" in done.stderr
    assert not (copy / ".venv").exists()
    assert "mend  place" in run_bare(copy, "doctor").stdout


@pytest.fixture
def noting(clone: Path, tmp_path: Path) -> Path:
    """A clone whose locks name a uv that writes down what it shall install; and a bundle of it."""
    copy = tmp_path / "clone"
    shutil.copytree(clone, copy, ignore=shutil.ignore_patterns(".venv*"))
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    with zipfile.ZipFile(wheels / "uv-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("uv/__main__.py", NOTES)
        wheel.writestr(
            "uv-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: uv\nVersion: 1.0\n"
        )
        wheel.writestr("uv-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        wheel.writestr("uv-1.0.dist-info/RECORD", "uv/__main__.py,,\n")
    found = hashlib.sha256((wheels / "uv-1.0-py3-none-any.whl").read_bytes()).hexdigest()
    for name in (LOCK.name, DEV_LOCK.name):
        (copy / name).write_text(f"uv==1.0 \\\n    --hash=sha256:{found}\n# {name}\n")
    record = {"lock": digest_of_lock(copy / LOCK.name), "serves": [here()]}
    (tmp_path / "bundle.json").write_text(json.dumps(record))
    return copy


def synced(clone: Path) -> list[str]:
    return (clone / "synced").read_text().split()


def test_a_learner_gets_little_an_author_all_and_that_never_shrinks(noting: Path) -> None:
    few, all_ = LOCK.name, DEV_LOCK.name
    run_bare(noting, "learn", "--from", "..")
    run_bare(noting, "verify")
    assert synced(noting) == [few], "verify needs no more than a learner does"
    run_bare(noting, "render")
    run_bare(noting, "learn")
    assert synced(noting) == [few, all_], "a learner is served by it too"
    with (noting / all_).open("a") as lock:
        print("# newer", file=lock)
    run_bare(noting, "verify")
    assert synced(noting) == [few, all_, all_]


def test_a_bundle_that_does_not_fit_is_told_before_anything_is_made(noting: Path) -> None:
    done = run_bare(noting, "learn", "--from", ".")
    assert done.returncode == 1
    assert "is no bundle" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (noting / ".venv").exists()
