"""An answer may do what it likes: it fails its own checks, and nothing else comes to harm."""

import ast
import builtins
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from course.errors import CourseError
from course.grading import asking
from course.grading.asking import _Server
from course.grading.feedback import Feedback
from course.grading.grade import _defined, _verdict, grade
from course.grading.outcome import Outcome
from course.paths import ROOT
from course.sources.exercise import read_exercise, read_exercises

TASK = read_exercise(2).task(1)  # SeatCount, a class with one number
HEAD = "from dataclasses import dataclass\n\n\n@dataclass\nclass SeatCount:\n    number: int\n\n"


def at_birth(statement: str) -> str:
    """An answer that does something whenever a check makes a SeatCount."""
    return f"{HEAD}    def __post_init__(self):\n        {statement}\n"


def failures(outcome: Outcome) -> str:
    return " ".join(each.failure for each in outcome.failed)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("while True: pass", "This did not end in time"),
        ("import time; time.sleep(60)", "This did not end in time"),
        ("import os; os._exit(0)", "ended its own process"),
        ("import sys; sys.exit(0)", "`SeatCount(1).number` raised `SystemExit: 0`"),
        ("bytearray(4 * 2**30)", "MemoryError"),
        ("import os; os.fork()", "an answer may not use os.fork"),
        ("import subprocess; subprocess.run(['ls'])", "an answer may not use"),
        ("import os; os.kill(os.getppid(), 9)", "an answer may not use os.kill"),
        (
            "import socket; socket.create_connection(('127.0.0.1', 9))",
            "an answer may not use socket",
        ),
        ("import socket; socket.gethostbyname('localhost')", "an answer may not use socket"),
        ("import socket; socket.gethostbyaddr('127.0.0.1')", "an answer may not use socket"),
        ("import socket; socket.getnameinfo(('127.0.0.1', 9), 0)", "an answer may not use socket"),
        ("import socket; socket.socket().listen()", "an answer may not use listen"),
        (
            "import socket; u = socket.socket(type=socket.SOCK_DGRAM)\n"
            "        u.sendmsg([b'x'], [], 0, ('127.0.0.1', 9))",
            "an answer may not use socket",
        ),
        ("import syslog; syslog.openlog('answer')", "an answer may not use syslog"),
        (
            "import os, signal; signal.pidfd_send_signal(os.pidfd_open(os.getppid()), 0)",
            "an answer may not use pidfd_open",
        ),
        (
            "import signal; signal.pidfd_send_signal(0, 0)",
            "an answer may not use pidfd_send_signal",
        ),
        ("import os; os.removexattr('/etc/passwd', 'user.x')", "only in its own directory"),
        ("self.__post_init__()", "RecursionError"),
    ],
)
def test_what_an_answer_must_not_do_fails_its_checks(statement: str, said: str) -> None:
    outcome = grade(at_birth(statement), TASK)
    assert outcome.points == 0
    assert said in failures(outcome)
    assert grade(TASK.solution, TASK).is_full  # the graders go on


def test_files_outside_of_its_own_directory_stay_as_they_are(tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text("mine", encoding="utf-8")
    for statement in (
        f"open({str(kept)!r}, 'w').write('gone')",
        f"import os; os.chdir({str(tmp_path)!r}); open('kept.txt', 'w').write('gone')",
        f"import os; os.remove({str(kept)!r})",
        f"import pathlib; pathlib.Path({str(kept)!r}).write_text('gone')",
        f"import shutil; shutil.rmtree({str(tmp_path)!r})",
    ):
        assert grade(at_birth(statement), TASK).points == 0
        assert kept.read_text(encoding="utf-8") == "mine"


def test_what_it_writes_to_open_files_disturbs_nobody() -> None:
    noise = (
        "import os\n"
        "for n in range(3, 64):\n"
        "    try: os.write(n, b'noise\\n')\n"
        "    except OSError: pass\n"
    )
    for _ in range(3):
        assert isinstance(grade(noise + TASK.solution, TASK).points, float | int)
        assert grade(TASK.solution, TASK).is_full


def test_graders_that_it_finds_are_copies() -> None:
    found = (
        "import sys\n"
        "checks = sys.modules.get('course.grading.checks') or __import__('course.grading.checks')\n"
        "for part in ('grading', 'checks'): checks = getattr(checks, part, checks)\n"
        "checks.Answer.gives = checks.Answer.raises = lambda *_, **__: None\n"
    )
    assert grade(found + TASK.starter, TASK).points == 0


def test_a_right_answer_may_use_threads() -> None:
    source = TASK.solution.replace(
        "        if",
        "        from concurrent.futures import ThreadPoolExecutor\n"
        "        with ThreadPoolExecutor(20) as pool: list(pool.map(str, range(40)))\n        if",
    )
    assert grade(source, TASK).is_full


def test_it_may_write_in_its_own_directory() -> None:
    source = TASK.solution.replace(
        "        if", "        open('here.txt', 'w').write('x')\n        if"
    )
    assert source != TASK.solution
    assert grade(source, TASK).is_full


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("while True: pass", "The cell itself does not end"),
        ("class SeatCount(:", "Python can't read line 2"),
        (
            "x = 1 / 0",
            "Running the cell raises `ZeroDivisionError: division by zero` at `x = 1 / 0`",
        ),
        ("x = " + "(" * 5000 + ")" * 5000, "Python can't read"),
        ("x = 1  # " + "x" * 100_000, "more than 100,000 characters"),
        ("from course.grading import grade", "An answer does not import course"),
        ("x = '\0'", "Python can't read"),
        ("import sys; x = sys._getframe()", "into the frames of others: `_getframe`."),
        ("from inspect import currentframe as x", "into the frames of others: `currentframe`."),
        ("x = getattr(print, '__globals__')", "into the frames of others: `__globals__`."),
        ("def x(frame): return frame.f_back", "into the frames of others: `f_back`."),
    ],
)
def test_a_cell_that_does_not_run_is_told_why(source: str, said: str) -> None:
    outcome = grade(source, TASK)
    assert said in outcome.refused
    assert (outcome.points, outcome.most) == (0, 2)


def test_a_missing_name_is_told_with_the_one_that_it_may_be() -> None:
    outcome = grade(TASK.solution.replace("SeatCount", "SeatsCount"), TASK)
    assert outcome.failed[0].failure == ("Your answer has no `SeatCount`: is it your `SeatsCount`?")


def test_an_object_that_equals_everything_convinces_nobody() -> None:
    source = (
        "class SeatCount:\n"
        "    def __init__(self, *_): pass\n"
        "    def __getattr__(self, name): return SeatCount()\n"
        "    def __eq__(self, other): return True\n"
        "    def __hash__(self): return 1\n"
        "    def __repr__(self): return '1'\n"
    )
    assert grade(source, TASK).points == 0


def test_megabytes_that_are_printed_reach_nobody(capfd: pytest.CaptureFixture[str]) -> None:
    loud = TASK.solution.replace("        if", "        print('x' * 1_000_000)\n        if")
    assert grade(loud, TASK).is_full
    assert capfd.readouterr() == ("", "")


def test_a_failed_part_costs_its_own_points_only() -> None:
    source = TASK.solution.replace(
        "type(self.number) is not int", "not isinstance(self.number, int)"
    )
    outcome = grade(source, TASK)
    assert [each.check for each in outcome.failed] == ["what_is_no_whole_number_is_refused"]
    assert outcome.points == 1.5


def test_what_one_answer_does_to_shared_modules_the_next_does_not_see() -> None:
    vandal = "import reference_app.domain.errors as e\ne.InvalidValue = ValueError\n"
    grade(vandal + TASK.solution, TASK)
    assert grade(TASK.solution, TASK).is_full


def test_an_await_that_never_ends_is_told() -> None:
    task = read_exercise(2).task(2)
    source = "import asyncio\n" + task.solution.replace(
        "        object.__setattr__",
        "        asyncio.new_event_loop().run_until_complete(asyncio.Event().wait())\n"
        "        object.__setattr__",
    )
    assert "This did not end in time" in failures(grade(source, task))


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Ctrl-C as Python has it: what this process ran before may have left a handler of its own."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def once_judged(pid: int, number: int) -> threading.Thread:
    """A signal for a process, as soon as the server has a child that judges an answer."""

    def send() -> None:
        while len(psutil.Process().children(recursive=True)) < 2:
            time.sleep(0.01)
        os.kill(pid, number)

    thread = threading.Thread(target=send, daemon=True)
    thread.start()
    return thread


@pytest.mark.usefixtures("interruptible")
def test_whoever_is_interrupted_does_not_leave_the_reply_to_the_next() -> None:
    grade(TASK.solution, TASK)
    stop = once_judged(os.getpid(), signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        grade("while True: pass", TASK, 20)
    stop.join()
    assert grade(TASK.solution, TASK).is_full
    assert grade(TASK.starter, TASK).points == 0


def test_a_server_that_was_stopped_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    grade(TASK.solution, TASK)
    (server,) = psutil.Process().children()
    monkeypatch.setattr(asking, "_SECONDS_TO_LOAD", 0)
    stop = once_judged(server.pid, signal.SIGSTOP)
    assert "This did not end in time" in failures(grade("while True: pass", TASK, 1))
    stop.join()
    assert not server.is_running()
    monkeypatch.undo()
    assert grade(TASK.solution, TASK).is_full


@contextmanager
def busy_machine() -> Iterator[None]:
    """So many others want each processor that an answer gets a small part of one. Each is a
    session of its own, among which Linux shares first (sched(7), autogroup)."""
    loops = [
        subprocess.Popen([sys.executable, "-c", "while True: pass"], start_new_session=True)
        for _ in range(16 * (os.cpu_count() or 1))
    ]
    try:
        yield
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells how long a process waited")
def test_a_right_answer_is_right_on_a_busy_machine_too() -> None:
    task = read_exercise(8).task(3)  # half a second of work: nine here, of 24
    assert grade(task.solution, task, 20).is_full
    with busy_machine():
        assert failures(grade(task.solution, task, 8)) == ""


def test_a_server_that_died_meanwhile_costs_nothing() -> None:
    grade(TASK.solution, TASK)
    (server,) = psutil.Process().children()
    server.kill()
    server.wait()
    assert grade(TASK.solution, TASK).is_full


def test_an_answer_that_the_server_dies_of_has_an_outcome(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a server that dies of each answer but an empty one."""
    program = (
        "import os\nfrom course.grading import server\n"
        "judged = server._judged\n"
        "server._judged = lambda *a: judged(*a) if not a[1]['source'] else os._exit(1)\n"
        "server.main()\n"
    )
    server = _Server()
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(asking, "_server", server)
    monkeypatch.setattr(asking, "_PROGRAM", ("-c", program))
    assert "ended its own process" in grade(TASK.solution, TASK).findings[0].failure
    server.end()
    monkeypatch.setattr(asking, "_PROGRAM", ("-c", "raise SystemExit"))
    with pytest.raises(CourseError, match="do not start"):
        grade(TASK.solution, TASK)


@pytest.mark.parametrize(
    "source",
    [
        "import os\nfor _ in range(1500): os.mkdir('a'); os.chdir('a')",
        "import os; os.makedirs('a/b/c'); open('a/b/d', 'w'); os.chmod('a/b', 0)",
        "import os; os.makedirs('a/b'); os.chmod('a/b', 0); os.chmod('a', 0); os.chmod('.', 0)",
    ],
)
def test_nothing_is_left_of_its_directory(
    source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = _Server()
    monkeypatch.setattr(asking, "_server", server)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    grade(source, TASK)
    grade(TASK.solution, TASK)
    server.end()
    assert not [*tmp_path.iterdir()]


def test_the_limits_of_the_graders_stay_as_they_are() -> None:
    limit = "import os, resource\nresource.prlimit(os.getppid(), resource.RLIMIT_NOFILE, (3, 3))"
    assert "may not use resource.prlimit" in grade(limit, TASK).refused


def test_an_error_of_any_size_and_with_any_character_is_told_in_a_line() -> None:
    for raised in (r"ValueError('\ud83d\x1b[2J')", "ValueError('y' * 10_000_000)"):
        said = failures(grade(at_birth(f"raise {raised}"), TASK))
        assert len(said) < 2_000
        assert all(each.isprintable() for each in said)
        said.encode()


def test_an_error_that_can_not_be_shown_costs_its_own_check() -> None:
    silent = TASK.solution.replace(
        "        if",
        "        class Silent(Exception):\n            def __str__(self): raise Silent\n"
        "        if self.number == 501: raise Silent\n        if",
    )
    assert [each.check for each in grade(silent, TASK).failed] == ["other_numbers_are_refused"]


def test_a_str_without_an_end_is_called_what_it_is() -> None:
    endless = (
        "class Odd(ValueError):\n"
        "    def __str__(self):\n        while True: pass\n\n\n"
        "class SeatCount:\n    def __init__(self, number):\n        raise Odd\n"
    )
    failed = grade(endless, TASK).failed
    assert failed[0].failure == (
        "`SeatCount(1).number` raised `Odd, whose __str__ does not end` at `raise Odd`."
    )
    refused = grade(f"{endless}\n\nraise Odd\n", TASK).refused
    assert refused.startswith("Running the cell raises `Odd, whose __str__ does not end`")


def test_a_starter_behind_a_solved_answer_is_told_as_such() -> None:
    outcome = grade(f"{TASK.solution}\n\n{TASK.starter}", TASK)
    assert outcome.points == 0
    assert Feedback(TASK, outcome).text().splitlines()[1] == (
        "  Below your `SeatCount` stands the one that was given, and what counts is the last: "
        "delete that."
    )
    assert grade(f"{TASK.starter}\n\n{TASK.solution}", TASK).is_full
    assert grade(TASK.starter, TASK).given_again == ""
    with_its_first_line = f"{TASK.solution}\n%%answer 1\n{TASK.starter}"
    line = TASK.solution.count("\n") + 3
    assert f"Line {line} begins another answer" in grade(with_its_first_line, TASK).refused


def test_verdicts_that_an_answer_forges_are_not_read() -> None:
    names = [each.check for each in grade(TASK.starter, TASK).findings]
    lines = "".join(json.dumps([name, ""]) + "\n" for name in names) + "null\n"
    forged = (
        "import os\n"
        "for n in range(3, 64):\n"
        f"    try: os.write(n, {lines!r}.encode())\n"
        "    except OSError: pass\n"
    )
    assert grade(forged + TASK.starter, TASK).points == 0


@pytest.mark.parametrize(
    "forging",
    [
        "import json; d = json.dumps; json.dumps = lambda v: d([v[0], ''])",
        "import json.encoder as e; e.encode_basestring_ascii = lambda _: '\"\"'",
        "import json; json.JSONEncoder.encode = json.JSONEncoder.iterencode = lambda *_: ''",
        "import os; os.write = lambda *_: None",
    ],
)
def test_what_writes_verdicts_is_not_the_answers_to_replace(forging: str) -> None:
    outcome = grade(f"{forging}\n{TASK.starter}", TASK)
    assert outcome.points == 0
    assert "not written yet" in outcome.findings[0].failure


def test_lines_that_can_not_be_read_are_no_verdicts() -> None:
    assert _verdict("[" * 100_000) is None


def test_a_flood_of_them_is_cut_off() -> None:
    flood = (
        "import os\n"
        "while True:\n"
        "    for n in range(4, 64):\n"
        "        try: os.write(n, b'x' * 65536)\n"
        "        except OSError: pass\n"
    )
    begun = time.monotonic()
    assert grade(flood + TASK.starter, TASK).points == 0
    assert time.monotonic() - begun < 30  # it took 46 s


def test_a_file_outside_is_not_replaced_either(tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text("mine", encoding="utf-8")
    replacing = f"open('a', 'w').write('gone'); import os; os.replace('a', {str(kept)!r})"
    assert grade(at_birth(replacing), TASK).points == 0
    assert kept.read_text(encoding="utf-8") == "mine"


def test_where_there_is_no_fork_a_process_answers_one_request(tmp_path: Path) -> None:
    request = {"exercise": 2, "task": 1, "source": TASK.solution, "seconds": 20, "how": {}}
    code = "import os; del os.fork; from course.grading.server import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=json.dumps(request) + "\n",
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    *verdicts, last = map(json.loads, done.stdout.splitlines())
    assert last is None
    assert [failure for _, failure in verdicts] == [""] * 5


def test_an_answer_may_import_what_it_needs_under_another_name() -> None:
    task = read_exercise(2).task(3)
    line = "from datetime import UTC, date, datetime, time, timedelta\n"
    before, after = task.solution.split(line)
    aliased = re.sub(r"(?<![\w.])(UTC|date|datetime|time|timedelta)\b", r"dt.\1", after)
    assert grade(f"{before}import datetime as dt\n{aliased}", task).is_full


@pytest.mark.parametrize("change", ["# Mine.\n{}", "{}\n\n\n# It works.", "{}\n\n"])
def test_a_starter_with_a_comment_is_still_the_starter(change: str) -> None:
    repair = read_exercise(1).task(2)
    outcome = grade(change.format(repair.starter), repair, 20)
    assert any(each.passed for each in outcome.findings)
    assert outcome.untouched
    assert outcome.points == 0


def test_names_of_python_are_pythons_in_the_texts_of_checks() -> None:
    task = read_exercise(2).task(2)
    shadowed = f"def repr(_):\n    return 'mine'\n\n\n{task.solution}"
    assert grade(shadowed, task).is_full
    assert not {
        name
        for exercise in read_exercises()
        for each in exercise.tasks
        for name, _ in _defined(ast.parse(each.starter))
    } & {*dir(builtins)}
