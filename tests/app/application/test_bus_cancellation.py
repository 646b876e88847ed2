"""The bus: a cancelled caller waits for its transaction, which happens whole or not at all."""

import asyncio
import gc
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from reference_app.application.bus import Bus
from reference_app.application.users import CreateUser
from tests.app.application.fakes import InMemoryUnit, InMemoryUnits
from tests.app.application.steps import ADA, Ask, Do, Gate, bus_of


class GatedUnit(InMemoryUnit):
    def __init__(self, units: "GatedUnits") -> None:
        super().__init__(units)
        self._gate = units.gate

    async def commit(self) -> None:
        await self._gate()
        await super().commit()


class GatedUnits(InMemoryUnits):
    """Storage whose commits stop at a gate."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = Gate()

    @asynccontextmanager
    async def write(self) -> AsyncIterator[InMemoryUnit]:
        async with super().write():
            yield GatedUnit(self)


@pytest.fixture
def units() -> InMemoryUnits:
    return InMemoryUnits()


@pytest.fixture
def bus(units: InMemoryUnits) -> Bus:
    return bus_of(units)


async def refused(outcome: Awaitable[Any]) -> None:
    with pytest.raises(asyncio.CancelledError):
        await outcome


class TestCancelledBeforeTheCommit:
    async def test_nothing_is_stored_and_the_unit_closed_first(
        self, bus: Bus, units: InMemoryUnits
    ) -> None:
        gate = Gate()
        caller = asyncio.create_task(bus.execute(Do(gate)))
        await gate.reached()
        caller.cancel()
        await asyncio.sleep(0)
        assert not caller.done(), "the caller waits for its transaction"
        gate.open()
        await refused(caller)
        assert (units.rows, units.commits, units.open) == ({}, 0, 0)

    async def test_however_often(self, bus: Bus, units: InMemoryUnits) -> None:
        gate = Gate()
        caller = asyncio.create_task(bus.execute(Do(gate)))
        await gate.reached()
        for _ in range(3):
            caller.cancel()
            await asyncio.sleep(0)
        gate.open()
        await refused(caller)
        assert (units.commits, units.open) == (0, 0)

    async def test_before_it_even_began(self, bus: Bus, units: InMemoryUnits) -> None:
        caller = asyncio.create_task(bus.execute(ADA))
        caller.cancel()
        await refused(caller)
        assert (units.rows, units.open) == ({}, 0)

    async def test_by_a_deadline_that_expires(self, bus: Bus, units: InMemoryUnits) -> None:
        async def expire() -> None:
            deadline.reschedule(0)
            for _ in range(3):  # turns of the loop: it sees the deadline, then the caller does
                await asyncio.sleep(0)

        with pytest.raises(TimeoutError):
            async with asyncio.timeout(None) as deadline:
                await bus.execute(Do(expire))
        assert (units.rows, units.open) == ({}, 0)

    async def test_and_the_handler_fails_only_the_cancellation_is_told(
        self, bus: Bus, units: InMemoryUnits
    ) -> None:
        gate, reported = Gate(), list[object]()
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: reported.append(context))

        async def fail() -> None:
            await gate()
            raise ZeroDivisionError

        caller = asyncio.create_task(bus.execute(Do(fail)))
        await gate.reached()
        caller.cancel()
        gate.open()
        await refused(caller)
        del caller
        await asyncio.sleep(0)  # the loop lets go of the task
        gc.collect()  # where asyncio reports errors that nobody has seen
        assert (units.open, reported) == (0, [])

    async def test_a_query_gives_its_reader_back(self, bus: Bus, units: InMemoryUnits) -> None:
        gate = Gate()
        caller = asyncio.create_task(bus.execute(Ask(gate)))
        await gate.reached()
        caller.cancel()
        gate.open()
        await refused(caller)
        assert units.open == 0


class TestCancelledOnceTheCommitBegan:
    async def test_the_commit_completes_before_the_caller_hears_of_it(self) -> None:
        units = GatedUnits()
        caller = asyncio.create_task(bus_of(units).execute(ADA))
        await units.gate.reached()
        caller.cancel()
        await asyncio.sleep(0)
        assert not caller.done(), "the caller waits for its transaction"
        units.gate.open()
        await refused(caller)
        assert (len(units.rows), units.commits, units.open) == (1, 1, 0)


@pytest.mark.parametrize("turns", range(12))
async def test_cancelled_at_any_turn_of_the_loop_it_is_all_or_nothing(
    bus: Bus, units: InMemoryUnits, turns: int
) -> None:
    """12 turns are more than a command takes: the last ones are cancelled too late."""

    async def two_turns() -> None:
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    caller = asyncio.create_task(bus.execute(Do(two_turns)))
    for _ in range(turns):
        await asyncio.sleep(0)
    answered = caller.done()
    caller.cancel()
    await asyncio.wait({caller})
    assert caller.cancelled() == (not answered)
    assert len(units.rows) == units.commits
    assert not answered or units.commits == 1
    assert units.open == 0
    await bus.execute(CreateUser(email="bea@example.com", username="bea"))
