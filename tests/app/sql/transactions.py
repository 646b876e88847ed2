"""Units of work on a real database, and what tests do with them."""

from typing import Final
from uuid import UUID

from reference_app.domain.ids import TenantId
from reference_app.domain.tenants import Tenant
from reference_app.domain.users import User
from reference_app.infrastructure.sql.engine import Database
from reference_app.infrastructure.sql.unit_of_work import SqlUnits
from tests.app.application.fakes import FixedClock
from tests.app.domain.people import TENANT_ID

TENANT: Final = Tenant(TENANT_ID, "Analytical Engines")
OTHER_TENANT: Final = Tenant(TenantId(UUID(int=2)), "Difference Engines")


def units_on(database: Database, tenant: Tenant = TENANT) -> SqlUnits:
    return SqlUnits(database, FixedClock(), tenant)


async def add(units: SqlUnits, *users: User) -> None:
    async with units.write() as uow:
        await uow.users.add(users)
        await uow.commit()


class Refused(Exception):
    """What is raised on purpose."""


async def add_and_refuse(units: SqlUnits, *users: User) -> None:
    async with units.write() as uow:
        await uow.users.add(users)
        raise Refused


async def is_stored(units: SqlUnits, user: User) -> bool:
    async with units.read() as reader:
        return await reader.find_user(user.state.id) is not None
