"""How the app reaches its database: engines, their pools and their switches. No table, no query."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, PoolResetState

from reference_app.application.ports import Unavailable
from reference_app.infrastructure.sql.one_trip import OneTripConnection
from reference_app.infrastructure.sql.outages import unavailable_when_down
from reference_app.infrastructure.sql.rows import Rows


@dataclass(frozen=True, slots=True)
class Database:
    """One database behind two engines, because SQLite lets many read while one writes."""

    writer: AsyncEngine
    reader: AsyncEngine

    async def create_schema(self) -> None:
        """Makes what is missing. Raises `Unavailable`."""
        with unavailable_when_down():
            async with self.writer.begin() as connection:
                await connection.run_sync(Rows.metadata.create_all)

    async def close(self) -> None:
        """The connection that closes last empties the write-ahead log into the file."""
        try:
            await self.reader.dispose()
        finally:
            await self.writer.dispose()


def sqlite(url: str, *, readers: int, timeout: float) -> Database:
    """The file in `url`, made when somebody connects; its directory is made now.

    Whoever waits longer than `timeout` seconds, for a connection or for another process that
    writes, gets `Unavailable`.
    """
    path = Path(make_url(url).database or "")
    _make_directory(path.parent)
    # A pool of one is the queue of the writers: their turn comes without a retry.
    connect = partial(OneTripConnection, path, mode="rwc", timeout=timeout)
    writer = _engine(url, connect, _WRITER_PRAGMAS, connections=1, timeout=timeout)
    event.listen(writer.sync_engine, "begin", _begin_immediate)
    event.listen(writer.sync_engine, "reset", _roll_back)
    # Readers begin no transaction: each statement sees one moment of the database by itself.
    connect = partial(OneTripConnection, path, mode="rw", timeout=timeout)
    reader = _engine(url, connect, _READER_PRAGMAS, connections=readers, timeout=timeout)
    return Database(writer, reader)


# WAL: readers don't wait for the writer. NORMAL: a power cut may lose the last commits, never the
# file; a process that is killed loses nothing.
_WRITER_PRAGMAS: Final = ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON")

_READER_PRAGMAS: Final = ("query_only = ON",)


def _set(pragmas: tuple[str, ...], connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for pragma in pragmas:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _engine(
    url: str,
    connect: Callable[[], OneTripConnection],
    pragmas: tuple[str, ...],
    *,
    connections: int,
    timeout: float,
) -> AsyncEngine:
    engine = create_async_engine(
        url,
        async_creator=connect,
        hide_parameters=True,  # errors are logged, and parameters are people's data
        pool_size=connections,
        max_overflow=0,
        pool_timeout=timeout,
    )
    event.listen(engine.sync_engine, "connect", partial(_set, pragmas))
    return engine


def _begin_immediate(connection: Connection) -> None:
    """Takes the write lock first: asked for after a read, it may be refused for good."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _roll_back(connection: DBAPIConnection, _: ConnectionPoolEntry, state: PoolResetState) -> None:
    """Lets no connection back into the pool with a transaction open.

    After a commit that failed, SQLAlchemy takes it for ended; every later BEGIN would be refused.
    """
    if state.asyncio_safe:  # else it is being closed, without a loop to wait in
        connection.rollback()


def _make_directory(directory: Path) -> None:
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable(f"Can't make the directory {directory}: {error.strerror}.") from error
