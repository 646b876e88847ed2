"""The bus: one message in, one handler, one transaction, one answer. No rule of the business."""

import asyncio
from collections.abc import Callable, Coroutine
from contextvars import ContextVar
from typing import Any, TypeVar, cast

from reference_app.application.messages import Command, CommandHandlers, Query, QueryHandlers
from reference_app.application.ports import Units

ResultT = TypeVar("ResultT")


class Bus:
    """Gives every message its handler and a transaction of its own, and commits what went well."""

    def __init__(self, units: Units, commands: CommandHandlers, queries: QueryHandlers) -> None:
        self._units = units
        self._commands = commands
        self._queries = queries

    async def execute(self, message: Command[ResultT] | Query[ResultT]) -> ResultT:
        """Returns what the handler returns. Raises what it raises, with nothing stored."""
        if _inside.get():
            raise NestedExecute(f"{type(message).__name__} was sent from inside a handler")
        if isinstance(message, Query):
            return cast(ResultT, await _to_the_end(lambda _: self._answer(message)))
        return cast(ResultT, await _to_the_end(lambda unwanted: self._change(message, unwanted)))

    async def _answer(self, query: Query[Any]) -> Any:
        handler = self._queries[type(query)]
        async with self._units.read() as reader:
            return await handler(query, reader)

    async def _change(self, command: Command[Any], unwanted: asyncio.Event) -> Any:
        handler = self._commands[type(command)]
        async with self._units.write() as uow:
            result = await handler(command, uow)
            if not unwanted.is_set():
                await uow.commit()
            return result


_inside: ContextVar[bool] = ContextVar("inside a transaction", default=False)


class NestedExecute(RuntimeError):
    """A handler asked the bus for another transaction: it would wait for itself."""


async def _to_the_end(transaction: Callable[[asyncio.Event], Coroutine[Any, Any, Any]]) -> Any:
    """Runs a transaction in a task of its own, which nothing interrupts halfway.

    A cancelled caller waits for it. Before the commit has begun, the task sees that its result is
    unwanted and rolls back; after, the commit completes: never half a change or a lost connection.
    """
    unwanted = asyncio.Event()
    token = _inside.set(True)
    task = asyncio.create_task(transaction(unwanted))  # inherits the context as it is now
    _inside.reset(token)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError as error:
            cancelled = error
            unwanted.set()
    if cancelled is None:
        return task.result()
    task.exception()  # seen: asyncio would report it as never retrieved
    raise cancelled
