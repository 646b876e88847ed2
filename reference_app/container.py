"""The composition root: which adapter stands behind which port, and how long each lives."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Final

from dependency_injector import containers, providers

from reference_app.application.bus import Bus
from reference_app.application.catalog import COMMANDS, QUERIES
from reference_app.application.ports import Clock, Schema, Units
from reference_app.domain.ids import TenantId
from reference_app.domain.tenants import Tenant
from reference_app.infrastructure.clock import SystemClock
from reference_app.infrastructure.sql import engine
from reference_app.infrastructure.sql.engine import Database
from reference_app.infrastructure.sql.schema import SqlSchema
from reference_app.infrastructure.sql.unit_of_work import SqlUnits
from reference_app.settings import Settings, load_settings


def _tenant(settings: Settings) -> Tenant:
    """Not `settings.provided.tenant.name`, which is the name of the attribute: "tenant"."""
    tenant = settings.tenant
    return Tenant(TenantId(tenant.id), tenant.name, tenant.seats)


@dataclass(frozen=True, slots=True)
class App:
    settings: Settings
    bus: Bus
    units: Units


class Container(containers.DeclarativeContainer):
    """Everything that lives as long as the app, made when first asked for. A transaction's things
    belong to its unit of work."""

    settings: providers.Provider[Settings] = providers.Dependency(instance_of=Settings)
    clock: providers.Provider[Clock] = providers.Singleton(SystemClock)
    tenant: providers.Provider[Tenant] = providers.Singleton(_tenant, settings)
    database: providers.Provider[Database] = providers.Selector(
        settings.provided.database.backend,
        sqlite=providers.Singleton(
            engine.sqlite,
            settings.provided.database.url,
            readers=settings.provided.database.readers,
            timeout=settings.provided.database.write_timeout,
        ),
    )

    units: providers.Provider[Units] = providers.Singleton(SqlUnits, database, clock, tenant)
    bus: providers.Provider[Bus] = providers.Singleton(Bus, units, COMMANDS, QUERIES)
    app: providers.Provider[App] = providers.Singleton(App, settings, bus, units)
    schema: providers.Provider[Schema] = providers.Singleton(SqlSchema, database)


@asynccontextmanager
async def _database(container: Container) -> AsyncIterator[None]:
    database = container.database()
    try:
        yield
    finally:
        await database.close()


@asynccontextmanager
async def _schema(container: Container) -> AsyncIterator[None]:
    settings = container.settings()
    asked = settings.database.migrate_at_start
    migrating = settings.environment == "development" if asked is None else asked
    await container.schema().start(migrating=migrating)
    yield


_log: Final = logging.getLogger("reference_app")


@asynccontextmanager
async def _no_sign_in(container: Container) -> AsyncIterator[None]:
    tenant = container.tenant()
    _log.warning(
        "There is no sign-in yet: everybody acts for the tenant %s (%s).", tenant.name, tenant.id
    )
    yield


# What must be open while the app runs, in this order.
OPENINGS: Final[list[Callable[[Container], AbstractAsyncContextManager[None]]]] = [
    _database,
    _schema,
    _no_sign_in,
]


@asynccontextmanager
async def build(settings: Settings | None = None, **overrides: object) -> AsyncIterator[App]:
    """The whole app, ready; closed at the end, also when it can't start.

    `overrides` replace providers by name: `build(settings, clock=FixedClock(...))`.
    """
    container = Container(settings=settings or load_settings())
    _override(container, overrides)
    async with AsyncExitStack() as stack:
        for opening in OPENINGS:
            await stack.enter_async_context(opening(container))
        yield container.app()


def _override(container: Container, overrides: dict[str, object]) -> None:
    unknown = sorted(overrides.keys() - container.providers.keys())
    if unknown:
        known = ", ".join(sorted(container.providers))
        raise TypeError(f"The container has no {', '.join(unknown)} to replace; it has {known}.")
    container.override_providers(**overrides)
