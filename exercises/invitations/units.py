"""Units of work that know users and invitations, on SQLite. Given in exercise 7."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncConnection

from exercises.invitations.ports import Invitations, InvitingUnit, Mailer
from exercises.invitations.stores import SqlInvitations
from reference_app.application.ports import Clock
from reference_app.domain.tenants import Tenant
from reference_app.infrastructure.sql.engine import Database
from reference_app.infrastructure.sql.unit_of_work import SqlUnitOfWork


class SqlInvitingUnit(SqlUnitOfWork):
    """One transaction over users and invitations."""

    def __init__(
        self, connection: AsyncConnection, tenant: Tenant, clock: Clock, mailer: Mailer
    ) -> None:
        super().__init__(connection, tenant, clock)
        self.invitations: Invitations = SqlInvitations(connection, tenant.id)
        self.mailer = mailer


class SqlInvitingUnits:
    """Opens them for one tenant."""

    def __init__(self, database: Database, clock: Clock, tenant: Tenant, mailer: Mailer) -> None:
        self._database = database
        self._clock = clock
        self._tenant = tenant
        self._mailer = mailer

    @asynccontextmanager
    async def write(self) -> AsyncIterator[InvitingUnit]:
        async with self._database.writer.connect() as connection:
            yield SqlInvitingUnit(connection, self._tenant, self._clock, self._mailer)
