"""Many users at once: all or none, and every refusal at its place."""

from collections.abc import Sequence
from contextlib import suppress

import pytest

from reference_app.application.users import MAX_BATCH, CreateUser, CreateUsers, create_users
from reference_app.domain.errors import (
    DomainError,
    EmailTaken,
    InvalidValue,
    Rejected,
    SeatsTaken,
    UsernameTaken,
)
from reference_app.domain.services import Taken
from reference_app.domain.tenants import Tenant
from reference_app.domain.users import User
from reference_app.domain.values import EmailAddress, Username
from tests.app.application.fakes import NO_LIMIT, InMemoryUnits, InMemoryUsers, Rows, do
from tests.app.domain.characters import FULLWIDTH_ADA

TWO_SEATS = Tenant(NO_LIMIT.id, "Analytical Engines", seats=2)


def newcomer(name: str, email: str | None = None) -> CreateUser:
    return CreateUser(email=email or f"{name}@example.com", username=name)


def batch(*names: str) -> CreateUsers:
    return CreateUsers(users=tuple(map(newcomer, names)))


class CountedUsers(InMemoryUsers):
    """Writes down what is asked of the storage."""

    def __init__(self, rows: Rows) -> None:
        super().__init__(rows)
        self.asked: list[str] = []

    async def add(self, users: Sequence[User]) -> None:
        self.asked.append("add")
        await super().add(users)

    async def find_taken(
        self, emails: Sequence[EmailAddress], usernames: Sequence[Username]
    ) -> Taken:
        self.asked.append("find_taken")
        return await super().find_taken(emails, usernames)

    async def count_seats_used(self) -> int:
        self.asked.append("count_seats_used")
        return await super().count_seats_used()


@pytest.fixture
def units() -> InMemoryUnits:
    return InMemoryUnits()


async def test_a_batch_is_answered_in_the_order_of_the_input(units: InMemoryUnits) -> None:
    answer = await do(units, create_users, batch("ada", "bea", "cleo"))
    assert [view.username for view in answer] == ["ada", "bea", "cleo"]
    assert {view.id for view in answer} == set(units.rows)
    assert all(view.version == 1 for view in answer)


@pytest.mark.parametrize("size", [1, MAX_BATCH])
async def test_a_batch_may_have_1_to_100_users(units: InMemoryUnits, size: int) -> None:
    await do(units, create_users, batch(*(f"user-{number}" for number in range(size))))
    assert len(units.rows) == size
    assert MAX_BATCH == 100


@pytest.mark.parametrize("size", [0, MAX_BATCH + 1])
async def test_a_batch_of_another_size_is_refused(units: InMemoryUnits, size: int) -> None:
    with pytest.raises(InvalidValue, match="1 to 100 users") as refusal:
        await do(units, create_users, batch(*["not valid either"] * size))
    assert refusal.value.path == ("users",)


async def test_every_invalid_field_is_named_with_its_position(units: InMemoryUnits) -> None:
    message = CreateUsers(users=(newcomer("ada"), newcomer("b"), newcomer("cleo", "cleo")))
    with pytest.raises(Rejected) as refusal:
        await do(units, create_users, message)
    paths = [reason.path for reason in refusal.value.reasons]
    assert paths == [("users", 1, "username"), ("users", 2, "email")]
    assert units.rows == {}


async def test_an_only_invalid_field_is_named_with_its_position(units: InMemoryUnits) -> None:
    with pytest.raises(InvalidValue) as refusal:
        await do(units, create_users, batch("ada", "bea", "cleo", "d"))
    assert refusal.value.path == ("users", 3, "username")


@pytest.mark.parametrize("email", ["ADA@EXAMPLE.COM", f"{FULLWIDTH_ADA}@example.com"])
async def test_two_spellings_of_one_email_do_not_fit_in_one_batch(
    units: InMemoryUnits, email: str
) -> None:
    with pytest.raises(EmailTaken) as refusal:
        await do(units, create_users, CreateUsers(users=(newcomer("ada"), newcomer("bea", email))))
    assert refusal.value.path == ("users", 1, "email")
    assert units.rows == {}


async def test_names_of_somebody_else_are_refused_with_their_position(
    units: InMemoryUnits,
) -> None:
    await do(units, create_users, batch("ada"))
    message = CreateUsers(
        users=(
            newcomer("bea"),
            newcomer("ada", "new@example.com"),
            newcomer("eve", "ada@example.com"),
        )
    )
    with pytest.raises(Rejected) as refusal:
        await do(units, create_users, message)
    assert [(type(reason), reason.path) for reason in refusal.value.reasons] == [
        (UsernameTaken, ("users", 1, "username")),
        (EmailTaken, ("users", 2, "email")),
    ]
    assert len(units.rows) == 1


async def test_everybody_in_the_batch_needs_a_seat() -> None:
    units = InMemoryUnits(TWO_SEATS)
    with pytest.raises(SeatsTaken, match="2 of the tenant's 2 seats are free"):
        await do(units, create_users, batch("ada", "bea", "cleo"))
    assert units.rows == {}
    await do(units, create_users, batch("ada", "bea"))
    assert len(units.rows) == 2


async def asked_by(message: CreateUsers, tenant: Tenant) -> list[str]:
    """What the storage was asked, whether or not that ended well."""
    units = InMemoryUnits(tenant)
    users = CountedUsers(units.rows)
    async with units.write() as uow:
        uow.users = users
        with suppress(DomainError):
            await create_users(message, uow)
    return users.asked


@pytest.mark.parametrize("size", [1, 100])
async def test_a_batch_asks_the_storage_three_times_whatever_its_size(size: int) -> None:
    tenant = Tenant(NO_LIMIT.id, "Analytical Engines", seats=100)
    asked = await asked_by(batch(*(f"user-{number}" for number in range(size))), tenant)
    assert asked == ["count_seats_used", "find_taken", "add"]


async def test_nobody_counts_seats_that_have_no_limit() -> None:
    assert await asked_by(batch("ada"), NO_LIMIT) == ["find_taken", "add"]


async def test_a_batch_with_an_invalid_field_asks_the_storage_nothing() -> None:
    assert await asked_by(batch("ada", "b"), TWO_SEATS) == []
