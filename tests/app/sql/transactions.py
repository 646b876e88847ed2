"""Units of work and a bus on a real database. Which messages the bus knows is the test's."""

from typing import Final
from uuid import UUID

from reference_app.domain.ids import TenantId
from reference_app.domain.tenants import Tenant
from reference_app.infrastructure.sql.engine import Database
from reference_app.infrastructure.sql.unit_of_work import SqlUnits
from tests.app.application.fakes import FixedClock
from tests.app.domain.people import TENANT_ID

TENANT: Final = Tenant(TENANT_ID, "Analytical Engines")
OTHER_TENANT: Final = Tenant(TenantId(UUID(int=2)), "Difference Engines")


def units_on(database: Database, tenant: Tenant = TENANT) -> SqlUnits:
    return SqlUnits(database, FixedClock(), tenant)
