"""The two kinds of things one can ask of the app, and what answers them."""

from collections.abc import Awaitable, Callable
from typing import Any, Generic, TypeVar

from reference_app.application.ports import Reader, UnitOfWork

ResultT = TypeVar("ResultT")


class Command(Generic[ResultT]):
    """Asks for a change; its handler gets a unit of work, which the bus commits."""


class Query(Generic[ResultT]):
    """Asks a question; its handler gets a reader, which can't write."""


CommandHandlers = dict[type[Command[Any]], Callable[[Any, UnitOfWork], Awaitable[Any]]]
QueryHandlers = dict[type[Query[Any]], Callable[[Any, Reader], Awaitable[Any]]]
