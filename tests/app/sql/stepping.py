"""Tasks that tell each time they are suspended, so that a test can act at every await point."""

import asyncio
from collections.abc import Callable, Coroutine, Generator, Iterator
from contextlib import contextmanager
from typing import Any


class Telling(Coroutine[Any, Any, Any]):
    """Runs another coroutine and calls `tell` whenever that is about to be suspended."""

    def __init__(self, coroutine: Coroutine[Any, Any, Any], tell: Callable[[], None]) -> None:
        self._coroutine = coroutine
        self._tell = tell

    def send(self, value: Any) -> Any:
        awaited = self._coroutine.send(value)
        self._tell()
        return awaited

    def throw(self, *error: Any) -> Any:
        awaited = self._coroutine.throw(*error)
        self._tell()
        return awaited

    def close(self) -> None:
        self._coroutine.close()

    def __await__(self) -> Generator[Any, Any, Any]:
        raise NotImplementedError("a task drives it by send and throw")


@contextmanager
def suspensions_told(tell: Callable[[], None]) -> Iterator[None]:
    """Calls `tell` whenever a task that is made inside this block is about to be suspended."""
    loop = asyncio.get_running_loop()
    before = loop.get_task_factory()

    def telling(
        loop: asyncio.AbstractEventLoop, coroutine: Coroutine[Any, Any, Any], **kwargs: Any
    ) -> asyncio.Task[Any]:
        return asyncio.Task(Telling(coroutine, tell), loop=loop, **kwargs)

    loop.set_task_factory(telling)  # type: ignore[arg-type]
    try:
        yield
    finally:
        loop.set_task_factory(before)
