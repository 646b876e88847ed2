"""Which step the tables are at, and the walk to another. What a step does is in `migrations/`."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, column, func, inspect, select, table
from sqlalchemy.ext.asyncio import AsyncConnection

from reference_app.application.ports import WrongSchema
from reference_app.infrastructure.sql.drift import differences
from reference_app.infrastructure.sql.engine import Database
from reference_app.infrastructure.sql.outages import NOT_WRITABLE_NOW, unavailable_when_down
from reference_app.infrastructure.sql.rows import Rows

if TYPE_CHECKING:
    from alembic.runtime.migration import MigrationContext, RevisionStep
    from alembic.script import ScriptDirectory


# The newest step. Said here, so that who only looks need not import Alembic, which takes as long
# as all of SQLAlchemy.
HEAD: Final = "0004"

_VERSION: Final = table("alembic_version", column("version_num"))


def current(connection: Connection) -> str | None:
    """The step that the tables are at; `None` if none was ever taken."""
    if not inspect(connection).has_table(_VERSION.name):
        return None
    return connection.execute(select(_VERSION.c.version_num)).scalar_one_or_none()


def walk(
    connection: Connection, way: Callable[["ScriptDirectory", str], list["RevisionStep"]]
) -> list[str]:
    """Takes steps in the transaction that the connection is in: all of them or none."""
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext

    taken: list[str] = []

    def found(at: str, _: "MigrationContext") -> list["RevisionStep"]:
        steps = way(_scripts(), at)
        taken.extend(map(_told, steps))
        return steps

    context = MigrationContext.configure(connection, opts={"fn": found})
    context.run_migrations(op=Operations(context))  # handed to each step: nothing is global
    return taken


def up(connection: Connection, to: str) -> list[str]:
    return walk(connection, lambda scripts, at: scripts._upgrade_revs(to, at))


def down(connection: Connection, to: str) -> list[str]:
    """To "base", too, where there is no table."""
    return walk(connection, lambda scripts, at: scripts._downgrade_revs(to, at))


def _scripts() -> "ScriptDirectory":
    from alembic.script import ScriptDirectory

    steps = Path(__file__).with_name("migrations")
    return ScriptDirectory(steps, version_locations=[steps])


def _told(step: "RevisionStep") -> str:
    direction = "up to" if step.is_upgrade else "back over"
    return f"{direction} {step.revision.revision}: {step.revision.doc}"


FIRST: Final = "0001"


def adopt(connection: Connection) -> None:
    """Takes tables over that were made before there were steps. Raises `WrongSchema` for others."""
    from alembic.runtime.migration import MigrationContext

    if different := differences(connection, lambda scratch: up(scratch, FIRST)):
        raise WrongSchema(
            f"The database has tables that this app did not make: {different[0]}. "
            "Nothing was changed; name another in APP__DATABASE__URL."
        )
    MigrationContext.configure(connection).stamp(_scripts(), FIRST)


class SqlSchema:
    """See the port `Schema`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def upgrade(self, to: str | None = None) -> list[str]:
        async with self._changing() as connection:
            return await connection.run_sync(_upgraded, to or HEAD)

    async def downgrade(self, to: str) -> list[str]:
        async with self._changing() as connection:
            return await connection.run_sync(_downgraded, to)

    async def differences(self) -> list[str]:
        async with self._changing() as connection:
            return await connection.run_sync(differences, Rows.metadata.create_all)

    @asynccontextmanager
    async def _changing(self) -> AsyncIterator[AsyncConnection]:
        with unavailable_when_down(NOT_WRITABLE_NOW):
            async with self._database.writer.begin() as connection:
                await connection.run_sync(_wait_for_our_turn)
                yield connection

    async def start(self, *, migrating: bool) -> None:
        with unavailable_when_down():
            if not migrating:
                async with self._database.reader.connect() as connection:
                    await connection.run_sync(_look)
        if migrating:
            async with self._changing() as connection:
                if not await connection.run_sync(_is_newer):
                    await connection.run_sync(_upgraded, HEAD)


def _upgraded(connection: Connection, to: str) -> list[str]:
    at = _known(connection)
    if at is None and inspect(connection).has_table("users"):
        adopt(connection)
    if at is not None and at > _step(to):
        raise WrongSchema(f"The database is at {at}, beyond {to}: only --back-to goes back.")
    return [] if at == to else up(connection, _step(to))


def _downgraded(connection: Connection, to: str) -> list[str]:
    at = _known(connection)
    if at is None or at < _step(to):
        raise WrongSchema(f"The database is {_place(at)}, before {to}: `migrate` goes forward.")
    return [] if at == to else down(connection, to)


def _known(connection: Connection) -> str | None:
    """The step that the tables are at. Raises `WrongSchema` for none of ours."""
    at = current(connection)
    if at is not None and at not in _steps():
        raise WrongSchema(
            f"The database is {_place(at)}, which this app does not know; its newest step is "
            f"{HEAD}. A newer app has been here: use that."
        )
    return at


def _steps() -> list[str]:
    return [f"{number:04}" for number in range(int(FIRST), int(HEAD) + 1)]


def _step(asked: str) -> str:
    if asked not in _steps():
        raise WrongSchema(f"There is no step {asked}; there are {FIRST} to {HEAD}.")
    return asked


def _place(at: str | None) -> str:
    return f"at {at or 'no step'}"


_log: Final = logging.getLogger("reference_app")


def _look(connection: Connection) -> None:
    at = current(connection)
    if at != HEAD and not _is_newer(connection):
        raise WrongSchema(
            f"The database is {_place(at)}, this app needs {HEAD}: run "
            "`python -m reference_app migrate`."
        )


def _is_newer(connection: Connection) -> bool:
    """Whether a newer app has been here, which is told."""
    at = current(connection) or ""
    newer = at.isdecimal() and at > HEAD
    if newer:
        _log.warning("The database is at %s, and this app knows no further than %s.", at, HEAD)
    return newer


_LOCK: Final = int.from_bytes(b"forge")


def _wait_for_our_turn(connection: Connection) -> None:
    """Two walks at once would collide. SQLite has one writer at a time in any case."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
