"""The bus: one handler, one unit of work, committed if and only if the handler returned."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest

from reference_app.application.bus import Bus
from reference_app.application.messages import Command, CommandHandlers, Query, QueryHandlers
from reference_app.application.ports import Reader, Unavailable, UnitOfWork
from reference_app.application.users import CreateUser, GetUser, create_user, get_user
from reference_app.domain.ids import UserId
from tests.app.application.fakes import InMemoryUnit, InMemoryUnits

ADA = CreateUser(email="ada@example.com", username="ada")


@dataclass(frozen=True)
class Fail(Command[None]):
    """Creates Ada and then raises."""

    error: BaseException


async def fail(command: Fail, uow: UnitOfWork) -> None:
    await create_user(ADA, uow)
    raise command.error


@dataclass(frozen=True)
class FailToRead(Query[None]):
    pass


async def fail_to_read(query: FailToRead, reader: Reader) -> None:
    raise ZeroDivisionError


class Unheard(Command[None]):
    """In nobody's catalog."""


def bus_of(units: InMemoryUnits) -> Bus:
    commands: CommandHandlers = {CreateUser: create_user, Fail: fail}
    queries: QueryHandlers = {GetUser: get_user, FailToRead: fail_to_read}
    return Bus(units, commands, queries)


@pytest.fixture
def units() -> InMemoryUnits:
    return InMemoryUnits()


async def test_a_command_is_committed_once_and_answered(units: InMemoryUnits) -> None:
    ada = await bus_of(units).execute(ADA)
    assert ada.username == "ada"
    assert list(units.rows) == [ada.id]
    assert (units.commits, units.open) == (1, 0)


async def test_a_query_is_answered_and_commits_nothing(units: InMemoryUnits) -> None:
    bus = bus_of(units)
    ada = await bus.execute(ADA)
    assert await bus.execute(GetUser(user_id=UserId(ada.id))) == ada
    assert (units.commits, units.open) == (1, 0)


@pytest.mark.parametrize(
    "error", [ZeroDivisionError("no"), BaseExceptionGroup("both", [ZeroDivisionError("no")])]
)
async def test_a_handler_that_raises_stores_nothing(
    units: InMemoryUnits, error: BaseException
) -> None:
    with pytest.raises(type(error)) as raised:
        await bus_of(units).execute(Fail(error))
    assert raised.value is error
    assert (units.rows, units.commits, units.open) == ({}, 0, 0)


async def test_a_query_that_raises_gives_its_reader_back(units: InMemoryUnits) -> None:
    with pytest.raises(ZeroDivisionError):
        await bus_of(units).execute(FailToRead())
    assert units.open == 0


class BrokenUnit(InMemoryUnit):
    async def commit(self) -> None:
        raise OSError("disk full")


class BrokenUnits(InMemoryUnits):
    """Storage that takes everything and keeps nothing."""

    @asynccontextmanager
    async def write(self) -> AsyncIterator[InMemoryUnit]:
        yield BrokenUnit(self)


async def test_a_commit_that_fails_is_no_success() -> None:
    units = BrokenUnits()
    with pytest.raises(OSError, match="disk full"):
        await bus_of(units).execute(ADA)
    assert units.rows == {}


class FullUnits(InMemoryUnits):
    @asynccontextmanager
    async def write(self) -> AsyncIterator[InMemoryUnit]:
        raise Unavailable("No room.")
        yield


async def test_storage_without_room_is_unavailable() -> None:
    with pytest.raises(Unavailable, match="No room"):
        await bus_of(FullUnits()).execute(ADA)


async def test_messages_sent_together_each_have_a_unit_of_work(units: InMemoryUnits) -> None:
    bus = bus_of(units)
    names = [f"user-{number}" for number in range(10)]
    messages = [CreateUser(email=f"{name}@example.com", username=name) for name in names]
    answers = await asyncio.gather(*map(bus.execute, messages))
    assert [answer.username for answer in answers] == names
    assert (units.commits, len(units.rows), units.open) == (10, 10, 0)


async def test_a_message_that_nobody_handles_opens_nothing_and_is_named(
    units: InMemoryUnits,
) -> None:
    with pytest.raises(LookupError, match="Unheard"):
        await bus_of(units).execute(Unheard())
    assert units.commits == 0
