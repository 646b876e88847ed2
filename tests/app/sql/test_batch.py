"""Many users at once: a number of statements that does not grow, all of them or none."""

from typing import Any

import pytest
from sqlalchemy import event

from reference_app.application.bus import Bus
from reference_app.application.catalog import COMMANDS, QUERIES
from reference_app.application.users import CreateUser, CreateUsers, DeleteUser, ListUsers
from reference_app.domain.errors import DomainError, EmailTaken, Rejected, SeatsTaken, UsernameTaken
from reference_app.domain.ids import UserId
from reference_app.domain.services import Taken
from reference_app.domain.tenants import Tenant
from reference_app.domain.values import EmailAddress, Username
from reference_app.infrastructure.sql.engine import Database
from reference_app.infrastructure.sql.stores import SqlUsers
from tests.app.domain.people import TENANT_ID, new_user
from tests.app.sql.transactions import OTHER_TENANT, units_on


@pytest.fixture
def bus(database: Database) -> Bus:
    return Bus(units_on(database, Tenant(TENANT_ID, "With seats", seats=150)), COMMANDS, QUERIES)


def newcomers(count: int, first: int = 0) -> CreateUsers:
    names = [f"user-{number}" for number in range(first, first + count)]
    return CreateUsers(
        users=tuple(CreateUser(email=f"{name}@example.com", username=name) for name in names)
    )


async def count_users(bus: Bus) -> int:
    return len((await bus.execute(ListUsers(limit=100))).items)


@pytest.mark.parametrize("size", [1, 2, 100])
async def test_a_batch_of_any_size_is_three_statements_and_their_frame(
    database: Database, bus: Bus, size: int
) -> None:
    statements: list[str] = []

    def note(connection: object, cursor: object, statement: str, *_: object) -> None:
        statements.append(statement.partition(" ")[0])

    event.listen(database.writer.sync_engine, "before_cursor_execute", note)
    await bus.execute(newcomers(size))
    assert statements == ["BEGIN", "SELECT", "SELECT", "INSERT"]
    assert await count_users(bus) == size


async def test_a_batch_answers_in_its_own_order(bus: Bus) -> None:
    batch = newcomers(20)
    views = await bus.execute(batch)
    assert [view.username for view in views] == [each.username for each in batch.users]


@pytest.mark.parametrize(
    ("third", "error", "field"),
    [
        (CreateUser(email="FIRST@example.com", username="third"), EmailTaken, "email"),
        (CreateUser(email="third@example.com", username="First"), UsernameTaken, "username"),
        (CreateUser(email="STORED@example.com", username="third"), EmailTaken, "email"),
        (CreateUser(email="third@example.com", username="Stored"), UsernameTaken, "username"),
    ],
    ids=["email in the batch", "username in the batch", "email stored", "username stored"],
)
async def test_a_batch_with_one_duplicate_stores_nothing_and_says_where(
    bus: Bus, third: CreateUser, error: type[DomainError], field: str
) -> None:
    await bus.execute(CreateUser(email="stored@example.com", username="stored"))
    first = CreateUser(email="first@example.com", username="first")
    second = CreateUser(email="second@example.com", username="second")
    with pytest.raises(error) as refused:
        await bus.execute(CreateUsers(users=(first, second, third)))
    assert refused.value.path == ("users", 2, field)
    assert await count_users(bus) == 1


async def test_every_duplicate_is_named_at_once(bus: Bus) -> None:
    await bus.execute(newcomers(3))
    with pytest.raises(Rejected) as refused:
        await bus.execute(newcomers(3, first=2))
    assert [each.path for each in refused.value.reasons] == [
        ("users", 0, "email"),
        ("users", 0, "username"),
    ]


async def test_a_batch_that_needs_more_seats_than_are_free_stores_nothing(bus: Bus) -> None:
    await bus.execute(newcomers(100))
    with pytest.raises(SeatsTaken):
        await bus.execute(newcomers(51, first=100))
    await bus.execute(newcomers(50, first=100))


async def test_what_is_taken_is_what_live_users_of_the_tenant_hold(
    database: Database, bus: Bus
) -> None:
    gone = await bus.execute(CreateUser(email="gone@example.com", username="gone"))
    await bus.execute(DeleteUser(user_id=UserId(gone.id)))
    await bus.execute(CreateUser(email="Here@example.com", username="here"))
    async with database.writer.begin() as connection:
        elsewhere = new_user("elsewhere").state
        other = SqlUsers(connection, OTHER_TENANT.id)
        await SqlUsers(connection, TENANT_ID).add([new_user("unasked")])
        emails = [EmailAddress(f"{name}@example.com") for name in ("here", "gone", "elsewhere")]
        names = [Username(name) for name in ("here", "gone", "elsewhere")]
        assert await SqlUsers(connection, TENANT_ID).find_taken(emails, names) == Taken(
            frozenset([EmailAddress("here@example.com")]), frozenset([Username("here")])
        )
        assert await other.find_taken(emails, [elsewhere.username]) == Taken()


async def test_to_hold_the_email_is_not_to_hold_the_username(database: Database, bus: Bus) -> None:
    await bus.execute(CreateUser(email="ada@example.com", username="lovelace"))
    email, username = EmailAddress("ada@example.com"), Username("ada")
    async with database.writer.begin() as connection:
        taken = await SqlUsers(connection, TENANT_ID).find_taken([email], [username])
    assert taken == Taken(frozenset([email]), frozenset())


async def test_what_is_taken_is_looked_up_in_an_index_each(database: Database, bus: Bus) -> None:
    asked: list[tuple[str, Any]] = []

    def note(connection: object, cursor: object, sql: str, values: Any, *_: object) -> None:
        asked.append((sql, values))

    event.listen(database.writer.sync_engine, "before_cursor_execute", note)
    await bus.execute(newcomers(2))
    sql, values = next((sql, values) for sql, values in asked if "UNION" in sql)
    async with database.reader.connect() as connection:
        plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)
        steps = [row.detail for row in plan if "users" in row.detail]
    assert [step.partition(" (")[2] for step in steps] == [
        "tenant_id=? AND email_key=?)",
        "tenant_id=? AND username=?)",
    ]
