"""Messages whose handlers do what a test asks for, and gates where they stop. No time passes."""

import asyncio
from dataclasses import dataclass
from typing import Any

from reference_app.application.bus import Bus
from reference_app.application.messages import Command, Query
from reference_app.application.ports import Reader, UnitOfWork
from reference_app.application.users import CreateUser, create_user
from tests.app.application.fakes import InMemoryUnits

ADA = CreateUser(email="ada@example.com", username="ada")


class Gate:
    """Where a transaction stops until the test lets it go on."""

    def __init__(self) -> None:
        self._reached, self._opened = asyncio.Event(), asyncio.Event()

    async def __call__(self) -> None:
        self._reached.set()
        await self._opened.wait()

    async def reached(self) -> None:
        await self._reached.wait()

    def open(self) -> None:
        self._opened.set()


@dataclass(frozen=True)
class Do(Command[Any]):
    """Creates Ada, then whatever the test asks for."""

    step: Any


async def do(command: Do, uow: UnitOfWork) -> Any:
    await create_user(ADA, uow)
    return await command.step()


@dataclass(frozen=True)
class Ask(Query[Any]):
    step: Any


async def ask(query: Ask, reader: Reader) -> Any:
    return await query.step()


def bus_of(units: InMemoryUnits) -> Bus:
    return Bus(units, {CreateUser: create_user, Do: do}, {Ask: ask})
