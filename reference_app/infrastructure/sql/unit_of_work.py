"""Transactions: how one begins, commits and gives its connection back. No statement about users."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from sqlalchemy import literal, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from reference_app.application.ports import Clock, Reader, UnitOfWork, Users
from reference_app.domain.tenants import Tenant
from reference_app.infrastructure.sql.engine import Database
from reference_app.infrastructure.sql.outages import NOT_WRITABLE_NOW, unavailable_when_down
from reference_app.infrastructure.sql.queries import SqlReader
from reference_app.infrastructure.sql.rows import USERS
from reference_app.infrastructure.sql.stores import SqlUsers


class SqlUnitOfWork:
    """One transaction, begun by its first statement. See the port `UnitOfWork`."""

    def __init__(self, connection: AsyncConnection, tenant: Tenant, clock: Clock) -> None:
        self._connection = connection
        self.tenant = tenant
        self.clock = clock
        self.users: Users = SqlUsers(connection, tenant.id)

    async def commit(self) -> None:
        await self._connection.commit()


_log: Final = logging.getLogger(__name__)


async def _give_back(connection: AsyncConnection) -> None:
    """Rolls back what is not committed. A failure there is logged, not raised: it must not hide the
    error that led here. The second close leaves the rest to the pool's reset."""
    try:
        await connection.close()
    except Exception:
        _log.exception("A rollback failed.")
        await connection.close()


@asynccontextmanager
async def _connected(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    connection = await engine.connect()
    try:
        yield connection
    finally:
        await _give_back(connection)


class SqlUnits:
    """Opens transactions for one tenant. See the port `Units`."""

    def __init__(self, database: Database, clock: Clock, tenant: Tenant) -> None:
        self._database = database
        self._clock = clock
        self._tenant = tenant

    @asynccontextmanager
    async def write(self) -> AsyncIterator[UnitOfWork]:
        with unavailable_when_down(NOT_WRITABLE_NOW):
            async with _connected(self._database.writer) as connection:
                yield SqlUnitOfWork(connection, self._tenant, self._clock)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Reader]:
        with unavailable_when_down():
            async with _connected(self._database.reader) as connection:
                yield SqlReader(connection, self._tenant.id)

    async def ping(self) -> None:
        with unavailable_when_down():
            async with _connected(self._database.reader) as connection:
                await connection.execute(_PING)


# Asks a table: SQLite answers a plain SELECT 1 without looking at the file.
_PING: Final = select(literal(1)).select_from(USERS).limit(1)
