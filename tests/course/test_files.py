"""Files that we write and a learner may edit: what is kept, what is told apart."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from course.files import Copies, WrittenFolder


@pytest.fixture
def folder(tmp_path: Path) -> WrittenFolder:
    return WrittenFolder(tmp_path / "app", tmp_path / "record.json", Copies(tmp_path / "copies"))


def test_a_file_that_is_no_longer_built_goes(folder: WrittenFolder) -> None:
    folder.write({"a.py": "a = 1\n", "b.py": "b = 1\n"})
    assert folder.write({"a.py": "a = 1\n"}) is None
    assert [path.name for path in folder.directory.iterdir()] == ["a.py"]


def test_an_edited_file_that_is_no_longer_built_is_copied(folder: WrittenFolder) -> None:
    folder.write({"deep/a.py": "a = 1\n"})
    (folder.directory / "deep" / "a.py").write_text("mine\n", "utf-8")
    copy = folder.write({})
    assert copy is not None
    assert (copy / "deep" / "a.py").read_text("utf-8") == "mine\n"
    assert not (folder.directory / "deep" / "a.py").exists()


def test_a_file_that_was_there_before_us_is_copied(folder: WrittenFolder) -> None:
    folder.directory.mkdir()
    (folder.directory / "a.py").write_text("mine\n", "utf-8")
    assert folder.write({"a.py": "a = 1\n"}) is not None


def test_an_edit_that_is_what_we_would_write_is_not_copied(folder: WrittenFolder) -> None:
    folder.write({"a.py": "a = 1\n"})
    folder.record.unlink()  # as after a crash between the two
    assert folder.write({"a.py": "a = 1\n"}) is None


def test_an_unchanged_file_is_not_written_again(folder: WrittenFolder) -> None:
    folder.write({"a.py": "a = 1\n"})
    os.utime(folder.directory / "a.py", (1, 1))
    folder.write({"a.py": "a = 1\n", "b.py": ""})
    assert (folder.directory / "a.py").stat().st_mtime == 1


def test_bytecode_of_an_equally_long_text_of_the_same_second_is_not_believed(
    folder: WrittenFolder,
) -> None:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    for text in ("x = 1\n", "x = 2\n"):
        folder.write({"a.py": text})
        os.utime(folder.directory / "a.py", (1_000_000_000, 1_000_000_000))
        shown = subprocess.run(
            [sys.executable, "-c", "import a; print('x =', a.x)"],
            cwd=folder.directory,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        assert shown.stdout == text


def test_copies_of_one_moment_lie_side_by_side(tmp_path: Path) -> None:
    copies = Copies(tmp_path)
    folders = {copies.keep({"a": str(number).encode()}) for number in range(50)}
    assert sorted(int((each / "a").read_bytes()) for each in folders) == list(range(50))
