"""What a browser does in place of processes and threads, tried where both are to be had."""

import asyncio
import sys
from pathlib import Path

import pytest

from course.apps.in_place import Apart, outside_of_the_loop
from course.apps.one_thread import Standstill, StepLoop


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "reference_app").mkdir()
    (tmp_path / "reference_app" / "__init__.py").write_text("", encoding="utf-8")
    (tmp_path / "reference_app" / "domain.py").write_text("print('read')\nNAME = 'theirs'\n")
    return tmp_path


def name() -> str:
    import reference_app.domain as domain

    return str(getattr(domain, "NAME", "ours"))


def test_another_app_is_imported_only_while_it_is_entered(tree: Path) -> None:
    apart, path = Apart(tree), list(sys.path)
    assert name() == "ours"
    with apart:
        assert name() == "theirs"
    assert name() == "ours"
    assert sys.path == path


def test_its_modules_are_read_once_and_what_they_print_is_kept(tree: Path) -> None:
    apart = Apart(tree)
    for _ in range(2):
        with apart:
            name()
    assert apart.said.getvalue() == "read\n"


def test_our_modules_are_back_when_the_last_of_several_tasks_has_left(tree: Path) -> None:
    apart = Apart(tree)
    with apart:
        with apart:
            pass
        assert name() == "theirs"
    assert name() == "ours"


async def test_code_with_a_loop_of_its_own_runs_inside_of_a_cell() -> None:
    with outside_of_the_loop():
        assert asyncio.run(asyncio.sleep(0, "done")) == "done"
    await asyncio.sleep(0)


def run(awaitable: object) -> object:
    with asyncio.Runner(loop_factory=StepLoop) as runner:
        return runner.run(awaitable)  # type: ignore[arg-type]


def test_where_all_wait_time_jumps() -> None:
    assert run(asyncio.sleep(3600, "an hour later")) == "an hour later"


def test_who_waits_for_nothing_hears_of_it() -> None:
    async def wait_for_ever() -> None:
        await asyncio.Event().wait()

    loop = StepLoop()
    with pytest.raises(Standstill):
        loop.run_until_complete(wait_for_ever())
    loop.close()


def test_what_a_thread_would_do_is_done_at_once() -> None:
    assert run(asyncio.to_thread(sum, [1, 2])) == 3
