"""Libraries that start threads, taught to do without: what they would leave to one is done at once.

Installed in a browser only, where a reader's one thread is all there is.
"""

import asyncio
import time
from collections.abc import Callable
from typing import Any, Final


class StepLoop(asyncio.BaseEventLoop):
    """An event loop for code that waits for nothing outside: where all wait, time jumps to the next
    that was to wake up. Raises `Standstill` when there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._selector: Final = self
        self._now = time.monotonic()

    def time(self) -> float:
        return self._now

    def select(self, seconds: float | None) -> tuple[()]:
        if seconds is None:
            raise Standstill("everything here waits for something else, and nothing happens")
        self._now += seconds
        return ()

    def run_in_executor(  # type: ignore[override]
        self, _: object, function: Callable[..., Any], *given: Any
    ) -> asyncio.Future[Any]:
        """The function's result is there when this returns."""
        future = self.create_future()
        try:
            future.set_result(function(*given))
        except Exception as error:
            future.set_exception(error)
        return future

    def _process_events(self, _: object) -> None:
        """There are none."""

    def _write_to_self(self) -> None:
        """Nobody else could wake it."""


class Standstill(RuntimeError):
    """What would wait for ever."""


def do_without_threads() -> None:
    """From now on, in this interpreter; before aiosqlite and AnyIO are first used."""
    import aiosqlite.core
    from anyio._backends._asyncio import AsyncIOBackend

    vars(aiosqlite.core).update(SimpleQueue=_DoneAtOnce, Thread=_NoThread)
    AsyncIOBackend.run_sync_in_worker_thread = _run_sync  # type: ignore[method-assign, assignment]
    policy = asyncio.events._get_event_loop_policy()  # type: ignore[attr-defined]
    type(policy).new_event_loop = lambda _: StepLoop()
    _do_without_a_terminal()


def _do_without_a_terminal() -> None:
    """Alembic asks how wide it is. What JupyterLite's kernel brings for it can't be asked."""
    import fcntl
    import termios

    def ioctl(*_: object) -> bytes:
        raise OSError("there is no terminal")

    vars(fcntl).setdefault("ioctl", ioctl)
    vars(termios).setdefault("TIOCGWINSZ", 0)


class _DoneAtOnce:
    """aiosqlite's queue for the thread of a connection."""

    def put_nowait(self, item: tuple[asyncio.Future[Any] | None, Callable[[], Any]]) -> None:
        future, function = item
        try:
            result = function()
        except BaseException as error:
            if future:
                future.set_exception(error)
        else:
            if future:
                future.set_result(result)


class _NoThread:
    """Looks like a thread that has done its work."""

    daemon = True

    def __init__(self, **_: object) -> None:
        pass

    def start(self) -> None:
        pass

    def join(self, timeout: float | None = None) -> None:
        pass

    def is_alive(self) -> bool:
        return False


async def _run_sync(function: Callable[..., Any], given: tuple[Any, ...], **_: object) -> Any:
    return function(*given)
