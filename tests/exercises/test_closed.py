"""What an answer may look up, and what it may leave behind: in both cases nothing of others."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import psutil
import pytest

from course.grading.grade import grade
from course.grading.proof import PATIENCE
from course.paths import ROOT
from course.sources.exercise import EXERCISES, read_exercise

TASK: Final = read_exercise(2).task(2)  # its answer is kept, and later exercises stand on it
MASTER: Final = EXERCISES / "source" / "02_values.md"
FOLDER: Final = str(MASTER.parent)
FEATURE: Final = str(EXERCISES / "invitations" / "%s.py")
FRAMES: Final = "import sys\nf = 'f_'\nframe = getattr(sys, '_get' + 'frame')()\n"
UP: Final = "../" * 30


def refusal(source: str) -> str:
    """What stopped the cell; empty when nothing did."""
    outcome = grade(source, TASK, PATIENCE)
    assert outcome.points == 0
    return outcome.refused


@pytest.mark.parametrize(
    "path",
    [
        MASTER,
        ROOT / "solutions" / "02_values.ipynb",
        EXERCISES / "checks" / "test_02_values.py",
        EXERCISES / "wrong" / "02_values" / "hashes_the_text.py",
        EXERCISES / "invitations" / "codes.py",
        ROOT / "course" / "grading" / "checks.py",
    ],
    ids=lambda path: path.parent.name,
)
def test_our_answers_and_what_tries_them_are_closed(path: Path) -> None:
    assert path.exists()
    assert "an answer may not read this file" in refusal(f"open({str(path)!r}).read()")


def test_what_others_have_handed_in_is_closed(tmp_path: Path) -> None:
    theirs = tmp_path / "submitted" / "ada" / "02_values.ipynb"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("hers", encoding="utf-8")
    assert "may not read this file" in refusal(f"open({str(theirs)!r}).read()")
    assert "may not look into" in refusal(f"import os; os.listdir({str(theirs.parent)!r})")


@pytest.mark.parametrize(
    "source",
    [
        f"import os; os.open({str(MASTER)!r}, os.O_RDONLY)",
        f"import io; io.FileIO({str(MASTER)!r})",
        f"open({os.fsencode(MASTER)!r})",
        f"import os; os.chdir({FOLDER!r}); open('02_values.md')",
        f"import os; os.open('02_values.md', 0, dir_fd=os.open({FOLDER!r}, 0))",
        f"import os; f = os.open({str(EXERCISES / 'invitations')!r}, 0)\n"
        "os.open('../source/02_values.md', 0, dir_fd=f)",
        f"import os; os.makedirs('a/b'); f = os.open('a', 0); os.chdir('a/b')\n"
        f"os.open('{UP}{MASTER.relative_to('/')}', 0, dir_fd=f)",
        f"import os; os.symlink({str(MASTER)!r}, 'mine'); open('mine')",
        f"import os; os.link({str(MASTER)!r}, 'mine'); open('mine')",
        f"open('/proc/self/root{MASTER}')",
        f"import os; os.chdir({FOLDER!r}); open('/proc/self/cwd/02_values.md')",
        "from importlib.resources import files\n"
        "(files('exercises') / 'source/02_values.md').read_text()",
        f"import subprocess; subprocess.run(['cat', {str(MASTER)!r}])",
        f"import shutil; shutil.copy({str(MASTER)!r}, 'mine')",
        f"import os; os.listdir({FOLDER!r})",
        f"import os; os.scandir({FOLDER!r})",
    ],
)
def test_no_way_leads_to_a_master(source: str) -> None:
    assert "an answer may" in refusal(source)


@pytest.mark.skipif(sys.platform != "linux", reason="that lock is Linux's")
def test_no_program_is_started_behind_pythons_back_either() -> None:
    source = (
        "import _posixsubprocess, os, sys\n"
        "r, w = os.pipe()\n"
        "given = [[b'/bin/true'], (b'/bin/true',), True, (w,), None, None]\n"
        "given += [-1] * 6 + [r, w, False, False, -1, None, None, None, -1, None, True]\n"
        "pid = _posixsubprocess.fork_exec(*given[: 23 if sys.version_info >= (3, 11) else 21])\n"
        "print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))\n"
    )
    assert grade(source, TASK, PATIENCE).printed == "255\n"


@pytest.mark.parametrize(
    "source",
    [
        "from exercises.invitations.codes import InviteCode",
        "from exercises.invitations import codes\nInviteCode = codes.InviteCode",
        "import importlib\nInviteCode = importlib.import_module('{codes}').InviteCode",
        "import importlib\nInviteCode = importlib.import_module('{entities}').InviteCode",
        "import sys\nInviteCode = sys.modules['{codes}'].InviteCode",
        "import exercises\nInviteCode = exercises.invitations.codes.InviteCode",
        "import importlib\nInviteCode = importlib.import_module('{worlds}').InviteCode",
        "import gc\ngc.unfreeze()\n"
        "all = [x for x in gc.get_objects() if isinstance(x, type)]\n"
        "(InviteCode,) = [x for x in all if x.__name__ == 'InviteCode']",
        f"{FRAMES}while frame:\n"
        "    for found in [*getattr(frame, f + 'locals').values()]:\n"
        "        exec(getattr(found, 'solution', ''))\n    frame = getattr(frame, f + 'back')\n",
        f"{FRAMES}while frame:\n"
        "    read = getattr(frame, f + 'globals').get('read_exercise')\n"
        "    if read: exec(read(2).task(2).solution)\n    frame = getattr(frame, f + 'back')\n",
    ],
)
def test_our_answer_is_not_to_be_had_from_memory(source: str) -> None:
    later = read_exercise(5).task(2)
    assert grade(later.solution, later, PATIENCE).is_full  # its checks have loaded our answer
    names = {each: f"exercises.invitations.{each}" for each in ("codes", "entities")}
    names["worlds"] = "exercises.checks.worlds"
    assert grade(source.format(**names) if "'{" in source else source, TASK, PATIENCE).points == 0


def test_later_exercises_stand_on_our_answer() -> None:
    source = "from exercises.invitations.codes import InviteCode\n"
    later = read_exercise(5).task(1)
    assert grade(f"{source}{later.solution}", later, PATIENCE).is_full


@pytest.mark.parametrize(
    "statement",
    [
        "os.open({there!r}, os.O_CREAT)",
        "os.open({there!r}, os.O_CREAT | os.O_WRONLY)",
        "os.open('left', os.O_CREAT | os.O_WRONLY, dir_fd=os.open({folder!r}, os.O_RDONLY))",
        "os.mkdir('left', dir_fd=os.open({folder!r}, os.O_RDONLY))",
        "os.mkfifo({there!r})",
        "os.mknod({there!r})",
        "os.chdir({folder!r}); os.mkfifo('left')",
        "open('mine', 'w').close(); os.link('mine', {there!r})",
        "open('mine', 'w').close(); os.rename('mine', {there!r})",
    ],
)
def test_nothing_that_it_makes_outlives_it(statement: str, tmp_path: Path) -> None:
    there = tmp_path / "left"
    made = statement.format(there=str(there), folder=str(tmp_path))
    assert "may" in refusal(f"import os; {made}")
    assert not there.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="that lock is Linux's")
@pytest.mark.parametrize(
    "statement",
    [
        "import posix; posix.mkfifo({there!r})",
        "import sqlite3; c = sqlite3.connect(':memory:')\n"
        "c.execute('ATTACH ? AS x', [{there!r}]); c.execute('CREATE TABLE x.y (z)')",
    ],
)
def test_what_pythons_hooks_do_not_hear_of_is_refused_by_the_machine(
    statement: str, tmp_path: Path
) -> None:
    there = tmp_path / "left"
    assert refusal(statement.format(there=str(there)))
    assert not there.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="that lock is Linux's")
def test_our_answer_is_closed_to_what_hooks_do_not_hear_of() -> None:
    attach = (
        "import sqlite3\n"
        "for name in ('codes', 'errors'):\n"
        f"    try: sqlite3.connect(':memory:').execute('ATTACH ? AS x', [{FEATURE!r} % name])\n"
        "    except sqlite3.Error as error: print(name, str(error).partition(':')[0])\n"
    )
    assert grade(attach, TASK, PATIENCE).printed == (
        "codes unable to open database\nerrors file is not a database\n"
    )


def test_it_may_tidy_up_its_own_directory() -> None:
    source = (
        "import tempfile, pathlib\n"
        "with tempfile.TemporaryDirectory() as folder:\n"
        "    pathlib.Path(folder, 'a').mkdir()\n"
        "    pathlib.Path(folder, 'a', 'b').write_text('x')\n"
    )
    assert grade(source + TASK.solution, TASK, PATIENCE).is_full


def test_a_time_without_a_zone_is_nobodys_time() -> None:
    task = read_exercise(2).task(3)
    local = task.solution.replace("time(), UTC)", "time()).astimezone(UTC)")
    assert local != task.solution
    failed = [each.check for each in grade(local, task, PATIENCE).failed]
    assert failed[0] == "a_week_begins_at_midnight_utc"


WANDERER: Final = (
    "import os, sys, time\n"
    "if os.fork(): sys.exit()\n"
    "os.setsid()\n"
    "if os.fork(): sys.exit()\n"
    "print(os.getpid(), flush=True)\n"
    "time.sleep(600)\n"
)


@pytest.mark.skipif(sys.platform != "linux", reason="others have no such adoption")
def test_a_process_that_has_left_its_group_ends_too() -> None:
    """In a process of its own, which adopts: this one has children that must live."""
    program = (
        "import os, subprocess, sys\n"
        "from course.grading.leftovers import adopt, end\n"
        "adopt()\n"
        f"left = subprocess.Popen([sys.executable, '-c', {WANDERER!r}], stdout=subprocess.PIPE)\n"
        "print(int(left.stdout.readline()), flush=True)\n"
        "end(left.pid)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not psutil.pid_exists(int(done.stdout))
