"""Creating and reading one user. Changes and deletion have files of their own."""

from uuid import UUID

import pytest

from reference_app.application.users import (
    CreateUser,
    create_user,
)
from reference_app.application.views import UserView
from reference_app.domain.errors import (
    EmailTaken,
    Rejected,
    SeatsTaken,
    UsernameTaken,
    UserNotFound,
)
from reference_app.domain.ids import UserId
from tests.app.application.fakes import ONE_SEAT, InMemoryUnits, do, get
from tests.app.domain.people import NOON

ADA = CreateUser(email="Ada@example.com", username="Ada", full_name=" Ada Lovelace ")
GRACE = CreateUser(email="grace@example.com", username="grace")
NOBODY = UserId(UUID(int=99))


@pytest.fixture
def units() -> InMemoryUnits:
    return InMemoryUnits()


class TestCreateUser:
    async def test_answers_with_the_user_as_it_can_be_read_afterwards(
        self, units: InMemoryUnits
    ) -> None:
        ada = await do(units, create_user, ADA)
        assert ada == await get(units, ada.id)
        assert ada == UserView(
            id=ada.id,
            email="Ada@example.com",
            username="ada",
            full_name="Ada Lovelace",
            is_active=True,
            created_at=NOON,
            updated_at=NOON,
            version=1,
        )

    async def test_gives_each_user_an_id_of_its_own(self, units: InMemoryUnits) -> None:
        ada, grace = await do(units, create_user, ADA), await do(units, create_user, GRACE)
        assert ada.id != grace.id
        assert ada.id.int >> 80 == int(NOON.timestamp() * 1000)

    async def test_puts_the_user_into_the_tenant(self, units: InMemoryUnits) -> None:
        ada = await do(units, create_user, ADA)
        state, _ = units.rows[UserId(ada.id)]
        assert state.tenant_id == units.tenant.id

    async def test_needs_no_full_name(self, units: InMemoryUnits) -> None:
        grace = await do(units, create_user, GRACE)
        state, _ = units.rows[UserId(grace.id)]
        assert (grace.full_name, state.full_name) == (None, None)

    async def test_names_every_invalid_field_at_once(self, units: InMemoryUnits) -> None:
        with pytest.raises(Rejected) as refusal:
            await do(units, create_user, CreateUser(email="ada", username="a", full_name=""))
        paths = [reason.path for reason in refusal.value.reasons]
        assert paths == [("email",), ("username",), ("full_name",)]
        assert units.rows == {}

    async def test_needs_a_free_seat(self) -> None:
        units = InMemoryUnits(ONE_SEAT)
        await do(units, create_user, ADA)
        with pytest.raises(SeatsTaken, match="0 of the tenant's 1 seats"):
            await do(units, create_user, GRACE)
        assert len(units.rows) == 1

    @pytest.mark.parametrize(
        ("newcomer", "refusal"),
        [
            (CreateUser(email="ADA@EXAMPLE.COM", username="other"), EmailTaken),
            (CreateUser(email="other@example.com", username="ADA"), UsernameTaken),
        ],
    )
    async def test_leaves_names_with_whoever_holds_them(
        self, units: InMemoryUnits, newcomer: CreateUser, refusal: type[Exception]
    ) -> None:
        await do(units, create_user, ADA)
        with pytest.raises(refusal):
            await do(units, create_user, newcomer)
        assert len(units.rows) == 1


async def test_nobody_can_be_read(units: InMemoryUnits) -> None:
    with pytest.raises(UserNotFound, match="no user with this id"):
        await get(units, NOBODY)
