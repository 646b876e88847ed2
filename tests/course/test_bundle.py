"""A bundle: what goes into it, whom it serves, and a set-up from it without a network."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from course.bundle.folder import ALL, bundle, copy_repository, repository_files
from course.bundle.wheels import Wheels
from course.errors import CourseError
from course.paths import LOCK
from course.setup.targets import RECORD, Target, digest, here, wheels_for
from tests.lacking import lacking

LINUX, MAC = Target("linux-x86_64", "3.12"), Target("macos-arm64", "3.12")
WINDOWS = Target("windows-amd64", "3.12")
MANYLINUX, WIN = "cp312-cp312-manylinux_2_17_x86_64", "cp312-cp312-win_amd64"
LEARN = """
import subprocess, sys, urllib.request
words = [sys.executable, "-S", "-m", "course", "learn", "--no-browser", *sys.argv[1:]]
with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as child:
    address = next((line.split()[-1] for line in child.stdout if "http://" in line), None)
    if address:
        print(urllib.request.urlopen(address, timeout=30).status)
        child.terminate()
sys.exit(child.returncode)
"""


class Index:
    """All that pip finds, and the lock that names it."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.lock: dict[str, list[str]] = {}

    def add(self, requirement: str, *tags: str) -> None:
        """Wheels that hold nothing; `requirement` may have a marker."""
        name, version = requirement.partition(" ")[0].split("==")
        self.lock[requirement] = ["0" * 64]  # such as of a source archive
        for tag in tags or ["py3-none-any"]:
            path = self.directory / f"{name}-{version}-{tag}.whl"
            with zipfile.ZipFile(path, "w") as file:
                about, headers = (
                    f"{name}-{version}.dist-info",
                    f"Name: {name}\nVersion: {version}\n",
                )
                file.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\n{headers}")
                file.writestr(f"{about}/WHEEL", f"Wheel-Version: 1.0\nTag: {tag}\n")
            self.lock[requirement].append(hashlib.sha256(path.read_bytes()).hexdigest())

    def wheels(self, directory: Path) -> Wheels:
        directory.mkdir(exist_ok=True)
        return Wheels(directory, "\n".join(map(self._lines, self.lock)))

    def _lines(self, requirement: str) -> str:
        hashes = (f"--hash=sha256:{each}" for each in self.lock[requirement])
        return " \\\n    ".join([requirement, *hashes])


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Index:
    directory = tmp_path / "index"
    directory.mkdir()
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", directory.as_uri())
    return Index(directory)


def names(wheels: Wheels) -> list[str]:
    return sorted(path.name for path in wheels.directory.iterdir())


def pins(directory: Path, target: Target) -> set[str]:
    """What the project's own lock wants there."""
    lacking = Wheels(directory, LOCK.read_text(encoding="utf-8")).lacking(target)
    return {pin.partition("==")[0] for pin in lacking}


def test_what_is_needed_depends_on_the_target_and_not_on_this_machine(tmp_path: Path) -> None:
    linux, mac, windows = (pins(tmp_path, target) for target in (LINUX, MAC, WINDOWS))
    assert mac - linux == {"appnope"}
    assert windows - linux == {"colorama", "pywinpty"}
    assert linux - windows == {"httptools", "pexpect", "ptyprocess", "uvloop"}


def test_each_target_gets_its_own_wheel_and_all_share_a_pure_one(
    index: Index, tmp_path: Path
) -> None:
    index.add("pure==1.0")
    index.add("compiled==1.0", MANYLINUX, WIN)
    wheels = index.wheels(tmp_path / "wheels")
    wheels.fetch(LINUX)
    assert names(wheels) == [f"compiled-1.0-{MANYLINUX}.whl", "pure-1.0-py3-none-any.whl"]
    wheels.fetch(WINDOWS)
    assert len(names(wheels)) == 3
    assert [wheels.lacking(target) for target in (LINUX, WINDOWS)] == [[], []]
    assert wheels.lacking(MAC) == ["compiled==1.0"]


def test_a_package_without_a_wheel_is_named_and_does_not_hold_up_the_others(
    index: Index, tmp_path: Path
) -> None:
    for name in "abcdefgh":
        index.add(f"{name}==1.0", WIN if name in "ae" else MANYLINUX)
    wheels = index.wheels(tmp_path / "wheels")
    wheels.fetch(LINUX)
    assert wheels.lacking(LINUX) == ["a==1.0", "e==1.0"]
    assert len(wheels.of(LINUX)) == 6


def test_a_pure_wheel_that_another_target_got_does_not_hide_a_compiled_one(
    index: Index, tmp_path: Path
) -> None:
    index.add("debugger==1.0", "py3-none-any", MANYLINUX, WIN)
    wheels = index.wheels(tmp_path / "wheels")
    for target in (LINUX, MAC, WINDOWS):
        wheels.fetch(target)
    assert len(names(wheels)) == 3


def test_what_serves_no_target_to_its_end_takes_no_place(index: Index, tmp_path: Path) -> None:
    index.add("compiled==1.0", MANYLINUX, WIN)
    index.add("lonely==1.0", MANYLINUX)
    wheels = index.wheels(tmp_path / "wheels")
    for target in (LINUX, WINDOWS):
        wheels.fetch(target)
    wheels.keep([LINUX])
    assert wheels.lacking(LINUX) == []
    assert wheels.lacking(WINDOWS) == ["compiled==1.0", "lonely==1.0"]


def test_releases_of_one_python_get_what_each_needs(index: Index, tmp_path: Path) -> None:
    index.add("soup==1.0 ; python_full_version < '3.12.4'")
    index.add("soup==2.0 ; python_full_version >= '3.12.4'")
    wheels = index.wheels(tmp_path / "wheels")
    wheels.fetch(LINUX)
    assert names(wheels) == ["soup-1.0-py3-none-any.whl", "soup-2.0-py3-none-any.whl"]


def test_what_is_there_is_kept_and_what_is_damaged_or_old_is_replaced(
    index: Index, tmp_path: Path
) -> None:
    index.add("old==1.0")
    index.wheels(tmp_path / "wheels").fetch(LINUX)
    index.lock.clear()
    index.add("kept==1.0")
    index.add("damaged==1.0")
    wheels = index.wheels(tmp_path / "wheels")
    wheels.fetch(LINUX)
    (index.directory / "kept-1.0-py3-none-any.whl").unlink()
    (wheels.directory / "damaged-1.0-py3-none-any.whl").write_bytes(b"half of it")
    wheels.discard()
    assert names(wheels) == ["kept-1.0-py3-none-any.whl"]
    wheels.fetch(LINUX)
    assert wheels.lacking(LINUX) == []


def test_a_wheel_with_another_hash_is_refused(index: Index, tmp_path: Path) -> None:
    index.add("swapped==1.0")
    wheels = index.wheels(tmp_path / "wheels")
    index.add("swapped==1.0", "py3-none-any")
    (index.directory / "swapped-1.0-py3-none-any.whl").write_bytes(b"something else")
    with pytest.raises(CourseError, match=r"(?s)pip cannot download for linux.*DO NOT MATCH"):
        wheels.fetch(LINUX)
    assert names(wheels) == []


def test_an_index_that_does_not_answer_is_not_taken_for_missing_wheels(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.add("pure==1.0")
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.delenv("PIP_FIND_LINKS")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:1/")
    monkeypatch.setenv("PIP_RETRIES", "0")
    with pytest.raises(CourseError, match="index cannot be reached"):
        index.wheels(tmp_path / "wheels").fetch(LINUX)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A small repository, not yet one of git."""
    root = tmp_path / "a tree"
    files = {
        ".gitignore": "workspace/\n",
        "one.py": "1",
        "part/two.py": "2",
        "workspace/my.py": "3",
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


def test_of_a_clone_the_tracked_files_go_in_as_they_are(tree: Path) -> None:
    for words in (["init", "--quiet"], ["add", "."]):
        subprocess.run(["git", *words], cwd=tree, check=True)
    (tree / "new.py").touch()
    (tree / "one.py").unlink()
    taken, left_out = repository_files(tree, tree / "stick")
    assert taken == [".gitignore", "part/two.py"]
    assert left_out == ["new.py"]


def test_of_a_download_all_goes_in_that_git_would_not_ignore(tree: Path) -> None:
    copy_repository(tree, tree / "stick")
    taken, left_out = repository_files(tree, tree / "stick")
    assert taken == [".gitignore", "one.py", "part/two.py"]
    assert left_out == []


def test_an_earlier_bundle_is_brought_up_to_date_and_a_workspace_in_it_stays(
    tree: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "stick" / "fast-forge"
    copy_repository(tree, tmp_path / "stick")
    (copy / "workspace").mkdir()
    (copy / "workspace" / "mine.py").touch()
    (tree / "one.py").unlink()
    (tree / "part" / "two.py").write_text("changed")
    copy_repository(tree, tmp_path / "stick")
    found = {path.name: path.read_text() for path in copy.rglob("*.py")}
    assert found == {"two.py": "changed", "mine.py": ""}


def test_a_folder_of_that_name_that_no_bundle_made_is_not_touched(
    tree: Path, tmp_path: Path
) -> None:
    clone = tmp_path / "fast-forge"
    clone.mkdir()
    with pytest.raises(CourseError, match="was not made by `course bundle`"):
        copy_repository(tree, tmp_path)
    assert list(clone.iterdir()) == []


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"lock": "other"}, "another edition than this: use the fast-forge in it"),
        ({"serves": [["linux-aarch64", "3.12"]]}, "It serves linux-aarch64"),
        ({"serves": [["windows-amd64", "3.11"]]}, "with one of those, as in `py -3.11 -m course"),
        ({"serves": []}, "It serves nothing yet"),
    ],
)
def test_a_bundle_that_does_not_serve_says_what_to_do(
    tmp_path: Path, facts: dict[str, object], sentence: str
) -> None:
    fine = {"lock": digest(LOCK), "serves": [WINDOWS]}
    (tmp_path / RECORD).write_text(json.dumps(fine))
    assert wheels_for(WINDOWS, tmp_path, LOCK) == tmp_path / "wheels"
    (tmp_path / RECORD).write_text(json.dumps(fine | facts))
    with pytest.raises(CourseError) as error:
        wheels_for(WINDOWS, tmp_path, LOCK)
    assert sentence in str(error.value)


def test_another_folder_is_no_bundle(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=r"is no bundle: name the folder that holds bundle\.json"):
        wheels_for(WINDOWS, tmp_path, LOCK)


def without_network() -> list[str]:
    """Words before a command that cut it off. Elsewhere than on Linux, only its proxies do."""
    if not sys.platform.startswith("linux"):
        return []
    cut = ["unshare", "--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"]
    for words in (cut, ["unshare", "--map-root-user", *cut[1:]], ["sudo", "-n", *cut]):
        if shutil.which(words[0]) and not subprocess.run([*words, "true"], check=False).returncode:
            return words
    return lacking("no network of loopback only", "it takes `unshare`, `ip` and the right to")


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A bundle for this machine alone, as a participant has it on the disk."""
    if here() not in ALL:
        lacking(f"no bundle for {here()}")
    try:
        bundle(tmp_path / "my C# stick", [here().system], [here().python])
    except CourseError as error:
        if "cannot be reached" not in str(error) or os.environ.get("CI"):
            raise
        pytest.skip("no package index")
    return tmp_path / "my C# stick"


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGTERM for the child of a child")
def test_without_a_network_a_participant_gets_to_jupyterlab(copied: Path, tmp_path: Path) -> None:
    nothing = {name: str(tmp_path / name) for name in ("UV_CACHE_DIR", "PIP_CACHE_DIR")}
    others = {"PIP_TARGET": str(tmp_path / "other"), "UV_EXCLUDE_NEWER": "2020-01-01"}
    others |= {"JUPYTER_PATH": str(tmp_path), "PYTHONPATH": str(tmp_path), "UV_CONSTRAINT": "none"}
    nowhere = {f"{kind}_PROXY": "http://127.0.0.1:1" for kind in ("HTTP", "HTTPS", "ALL")}
    reached = [
        subprocess.run(
            [*without_network(), sys.executable, "-c", LEARN, *words],
            cwd=copied / "fast-forge",
            env=os.environ | nothing | others | nowhere | {"NO_PROXY": "127.0.0.1"},
            capture_output=True,
            text=True,
            check=False,
        )
        for words in (["--from", ".."], [])
    ]
    assert [done.stdout.split() for done in reached] == [["200"], ["200"]], [
        done.stderr for done in reached
    ]
    assert "packages" in reached[0].stderr
    assert reached[1].stderr == ""
    assert not (tmp_path / "other").exists()
