"""For where no process can be started, in a browser: another app in this very interpreter.

What an app, a test or an answer is for is the business of the modules that run them; each asks
`IN_PLACE` whether to start a process or to come here. How one thread does, one_thread.py knows.
"""

import asyncio
import gc
import importlib
import io
import logging
import os
import sys
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, chdir, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from types import ModuleType
from typing import Final
from unittest.mock import patch

from course.paths import PACKAGE
from course.platforms import IN_PLACE

_PACKAGES: Final = (PACKAGE, "tests")

if IN_PLACE:
    from course.apps.one_thread import do_without_threads

    do_without_threads()


class Apart:
    """Another app than the notebook's. While it is entered, its modules are the ones that an
    import finds, and what is printed goes to `said`.

    Several tasks may be inside at once; the notebook's own modules are back with the last.
    """

    def __init__(self, tree: Path) -> None:
        self._tree = tree
        self._inside = 0
        self._modules: dict[str, ModuleType] = {}
        self._way_back = ExitStack()
        self.said: Final = io.StringIO()

    def __enter__(self) -> "Apart":
        self._inside += 1
        if self._inside == 1:
            self._way_back.enter_context(redirect_stdout(self.said))
            self._way_back.enter_context(redirect_stderr(self.said))
            self._way_back.enter_context(self._imported())
        return self

    def __exit__(self, *_: object) -> None:
        self._inside -= 1
        if not self._inside:
            self._way_back.close()

    @contextmanager
    def _imported(self) -> Iterator[None]:
        ours, log = _taken_out(self._tree), logging.getLogger(PACKAGE)
        sys.modules.update(self._modules)
        sys.path.insert(0, str(self._tree))
        importlib.invalidate_caches()
        level = log.level
        log.setLevel(logging.NOTSET)  # whatever the notebook has asked of its own
        try:
            yield
        finally:
            log.setLevel(level)
            sys.path.remove(str(self._tree))
            self._modules = _taken_out(self._tree)
            sys.modules.update(ours)


def _taken_out(tree: Path) -> dict[str, ModuleType]:
    """What is an app's or its tests', by name or by place: pytest gives names of its own."""
    places = tuple(f"{tree / package}{os.sep}" for package in _PACKAGES)
    return {
        name: sys.modules.pop(name)
        for name, module in [*sys.modules.items()]
        if name.partition(".")[0] in _PACKAGES
        or (getattr(module, "__file__", None) or "").startswith(places)
    }


@contextmanager
def outside_of_the_loop() -> Iterator[None]:
    """For code that runs an event loop of its own, though a notebook's cell runs in one."""
    loop = asyncio._get_running_loop()
    task = asyncio.current_task() if loop else None
    if loop and task:
        asyncio.tasks._leave_task(loop, task)
    asyncio._set_running_loop(None)
    try:
        yield
    finally:
        asyncio._set_running_loop(loop)
        if loop and task:
            asyncio.tasks._enter_task(loop, task)


def run_pytest(arguments: Sequence[str], directory: Path, environment: Mapping[str, str]) -> str:
    """On the app and the tests in `directory`; returns what was said."""
    import pytest

    gc.collect()  # what the notebook has dropped is not to be found during a test
    with (
        outside_of_the_loop(),
        Apart(directory) as app,
        chdir(directory),
        patch.dict(os.environ, environment),
    ):
        try:
            pytest.main([*arguments, "--capture=sys"])
        except Exception:  # of what the tests have left open; their report is written
            traceback.print_exc()
    return app.said.getvalue()
