"""A caller that is cancelled leaves all or nothing, at whatever await point it happens."""

import asyncio
import operator
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from reference_app.application.bus import Bus
from reference_app.application.messages import Command
from reference_app.application.ports import UnitOfWork
from reference_app.domain.users import User
from reference_app.infrastructure.sql.engine import Database
from reference_app.infrastructure.sql.unit_of_work import SqlUnits
from tests.app.domain.people import new_user
from tests.app.sql.files import opened
from tests.app.sql.stepping import suspensions_told
from tests.app.sql.transactions import is_stored, units_on


@dataclass(frozen=True)
class Add(Command[None]):
    user: User


async def add(command: Add, uow: UnitOfWork) -> None:
    await uow.users.count_seats_used()
    await uow.users.add([command.user])


def bus_on(units: SqlUnits) -> Bus:
    return Bus(units, {Add: add}, {})


@dataclass
class Attempt:
    """One caller that adds a user and is cancelled at each suspension whose number `is_time`."""

    database: Database
    user: User
    is_time: Callable[[int], bool]
    suspensions: int = 0
    committing: bool = False
    cancelled_before_commit: bool = False
    cancelled: bool = False

    async def run(self, bus: Bus) -> None:
        event.listen(self.database.writer.sync_engine, "commit", self._commit)
        with suspensions_told(self._count):
            self._caller = asyncio.create_task(bus.execute(Add(self.user)))
            try:
                await self._caller
            except asyncio.CancelledError:
                self.cancelled = True
        event.remove(self.database.writer.sync_engine, "commit", self._commit)

    def _commit(self, _: object) -> None:
        self.committing = True

    def _count(self) -> None:
        self.suspensions += 1
        if self.is_time(self.suspensions):
            self.cancelled_before_commit |= not self.committing
            self._caller.cancel()


@pytest.mark.parametrize("again", [False, True], ids=["once", "again and again"])
async def test_cancelled_at_every_await_point_there_is_all_or_nothing(
    database: Database, again: bool
) -> None:
    """Before the commit has begun nothing is stored; after that, everything."""
    units = units_on(database)
    bus, outcomes = bus_on(units), list[tuple[bool, bool]]()
    while (True, False) not in outcomes:
        number = len(outcomes) + 1
        is_time = partial(operator.le if again else operator.eq, number)
        attempt = Attempt(database, new_user(f"user-{number}"), is_time)
        await attempt.run(bus)
        stored = await is_stored(units, attempt.user)
        assert stored != attempt.cancelled_before_commit
        assert database.writer.pool.checkedout() == 0  # type: ignore[attr-defined]
        outcomes.append((stored, attempt.cancelled))
    assert {(False, True), (True, True)} <= set(outcomes), "before the commit, and during it"


@settings(deadline=None, derandomize=True, max_examples=25)
@given(moments=st.lists(st.integers(1, 60), min_size=2, max_size=12))
async def test_whoever_is_cancelled_in_a_crowd_the_others_are_stored(
    tmp_path_factory: pytest.TempPathFactory, moments: list[int]
) -> None:
    """`moments`: at which suspension of anybody each of the callers is cancelled."""
    async with opened(tmp_path_factory.mktemp("crowd") / "app.db") as database:
        units = units_on(database)
        bus, users = bus_on(units), [new_user(f"user-{number}") for number in range(len(moments))]
        callers: list[asyncio.Task[None]] = []
        suspensions = 0

        def count() -> None:
            nonlocal suspensions
            suspensions += 1
            for caller, moment in zip(callers, moments, strict=False):
                if moment == suspensions:
                    caller.cancel()

        with suspensions_told(count):
            callers += [asyncio.create_task(bus.execute(Add(user))) for user in users]
            results = await asyncio.gather(*callers, return_exceptions=True)
        for user, result in zip(users, results, strict=True):
            assert result is None or isinstance(result, asyncio.CancelledError)
            assert result is not None or await is_stored(units, user)
        assert database.writer.pool.checkedout() == 0  # type: ignore[attr-defined]
        await bus.execute(Add(new_user("the-next")))
