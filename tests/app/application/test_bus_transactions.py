"""The bus: a task for each transaction, and none inside another."""

import asyncio
from contextvars import ContextVar
from typing import Any

import pytest

from reference_app.application.bus import Bus, NestedExecute
from tests.app.application.fakes import InMemoryUnits
from tests.app.application.steps import ADA, Ask, Do, bus_of

REQUEST_ID = ContextVar("request id", default="none")


@pytest.fixture
def units() -> InMemoryUnits:
    return InMemoryUnits()


@pytest.fixture
def bus(units: InMemoryUnits) -> Bus:
    return bus_of(units)


class TestOwnTask:
    async def test_a_handler_runs_beside_its_caller_in_the_callers_context(self, bus: Bus) -> None:
        async def who() -> tuple[Any, str]:
            return asyncio.current_task(), REQUEST_ID.get()

        REQUEST_ID.set("r-1")
        for message in (Do(who), Ask(who)):
            task, request_id = await bus.execute(message)
            assert task is not asyncio.current_task()
            assert request_id == "r-1"

    async def test_a_transaction_inside_another_is_refused(
        self, bus: Bus, units: InMemoryUnits
    ) -> None:
        async def nested() -> None:
            await bus.execute(ADA)

        for message in (Do(nested), Ask(nested)):
            with pytest.raises(NestedExecute, match="CreateUser was sent from inside a handler"):
                await bus.execute(message)
        assert (units.commits, units.open) == (0, 0)

    async def test_nor_may_a_task_of_the_handler_ask_for_one(self, bus: Bus) -> None:
        async def nested() -> None:
            await asyncio.gather(bus.execute(Ask(nested)))

        with pytest.raises(NestedExecute, match="Ask"):
            await bus.execute(Do(nested))

    async def test_one_after_the_other_is_welcome(self, bus: Bus, units: InMemoryUnits) -> None:
        async def nested() -> None:
            await bus.execute(ADA)

        with pytest.raises(NestedExecute):
            await bus.execute(Do(nested))
        await bus.execute(ADA)
        assert units.commits == 1


async def test_a_handler_that_cancels_itself_stores_nothing(bus: Bus, units: InMemoryUnits) -> None:
    async def give_up() -> None:
        raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await bus.execute(Do(give_up))
    assert (units.commits, units.open) == (0, 0)


def test_an_exit_inside_a_handler_ends_the_program_and_stores_nothing() -> None:
    units = InMemoryUnits()

    async def leave() -> None:
        raise SystemExit(3)

    with pytest.raises(SystemExit, match="3"):
        asyncio.run(bus_of(units).execute(Do(leave)))
    assert (units.commits, units.open) == (0, 0)
