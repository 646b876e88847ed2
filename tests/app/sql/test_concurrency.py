"""Many at once: the index judges, the queue is fair, and the event loop never waits."""

import asyncio
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from reference_app.application.bus import Bus
from reference_app.application.catalog import COMMANDS, QUERIES
from reference_app.application.users import (
    ChangeUser,
    CreateUser,
    DeleteUser,
    GetUser,
    ListUsers,
    RestoreUser,
)
from reference_app.application.views import UserView
from reference_app.domain.errors import EmailTaken, SeatsTaken, StaleVersion
from reference_app.domain.ids import UserId
from reference_app.domain.tenants import Tenant
from reference_app.infrastructure.sql.engine import Database
from tests.app.domain.people import TENANT_ID
from tests.app.sql.transactions import units_on

TURNS = 50  # well within the time that SQLite waits, at Windows' 16 ms each too


@pytest.fixture
def bus(database: Database) -> Bus:
    return Bus(units_on(database), COMMANDS, QUERIES)


def create(number: int, email: str | None = None) -> CreateUser:
    return CreateUser(email=email or f"user-{number}@example.com", username=f"user-{number}")


async def all_at_once(bus: Bus, *messages: CreateUser | ChangeUser | RestoreUser) -> Counter[type]:
    """How many of each kind of answer came back."""
    asked = [asyncio.create_task(bus.execute(message)) for message in messages]
    return Counter(type(each) for each in await asyncio.gather(*asked, return_exceptions=True))


async def test_one_of_a_hundred_with_the_same_email_is_stored(bus: Bus) -> None:
    answers = await all_at_once(bus, *(create(n, "ada@example.com") for n in range(100)))
    assert answers == {UserView: 1, EmailTaken: 99}
    assert len((await bus.execute(ListUsers(limit=100))).items) == 1


async def test_a_hundred_different_users_are_all_stored(bus: Bus) -> None:
    answers = await all_at_once(bus, *map(create, range(100)))
    assert answers == {UserView: 100}


async def test_the_last_seat_is_given_once(database: Database) -> None:
    bus = Bus(units_on(database, Tenant(TENANT_ID, "Small", seats=5)), COMMANDS, QUERIES)
    answers = await all_at_once(bus, *map(create, range(20)))
    assert answers == {UserView: 5, SeatsTaken: 15}


async def test_of_changes_that_name_one_version_one_wins(bus: Bus) -> None:
    ada = await bus.execute(create(0))
    answers = await all_at_once(
        bus,
        *(
            ChangeUser(user_id=UserId(ada.id), full_name=f"Ada {n}", expected_version=1)
            for n in range(10)
        ),
    )
    assert answers == {UserView: 1, StaleVersion: 9}


async def test_changes_that_name_no_version_are_all_stored(bus: Bus) -> None:
    ada = await bus.execute(create(0))
    answers = await all_at_once(
        bus, *(ChangeUser(user_id=UserId(ada.id), full_name=f"Ada {n}") for n in range(10))
    )
    assert answers == {UserView: 10}
    assert (await bus.execute(GetUser(user_id=UserId(ada.id)))).version == 11


async def test_a_deleted_user_and_a_new_one_do_not_both_get_the_email(bus: Bus) -> None:
    ada = await bus.execute(create(0))
    await bus.execute(DeleteUser(user_id=UserId(ada.id)))
    answers = await all_at_once(
        bus, RestoreUser(user_id=UserId(ada.id)), create(1, email=ada.email)
    )
    assert answers == {UserView: 1, EmailTaken: 1}


async def test_the_event_loop_goes_on_while_everybody_waits_to_write(bus: Bus, file: Path) -> None:
    """Another process holds the lock while 64 clients want it, and gives it up for turns of the
    loop only. A loop that waited for it would make none until SQLite refuses."""
    with closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN IMMEDIATE")
        writing = asyncio.create_task(all_at_once(bus, *map(create, range(64))))
        for _ in range(TURNS):
            await asyncio.sleep(0.001)
        assert not writing.done()
        other.rollback()
        assert await writing == {UserView: 64}
