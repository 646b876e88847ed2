"""How the app reaches its database: engines, their pools and their switches. No table, no query."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from reference_app.application.ports import Unavailable
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
        """Readers first: the connection that closes last empties the write-ahead log."""
        try:
            await self.reader.dispose()
        finally:
            await self.writer.dispose()


def sqlite(url: str, *, readers: int, write_timeout: float) -> Database:
    """The file named by `url`, once somebody connects; its directory now. Raises `Unavailable`."""
    directory = Path(make_url(url).database or "").parent
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"The database's directory {directory} can't be made: {error.strerror}."
        raise Unavailable(message) from error
    return Database(_sqlite_writer(url, write_timeout), _sqlite_reader(url, readers, write_timeout))


# WAL: readers don't wait for the writer. NORMAL: a power cut may lose the last commits, never the
# file; a killed process loses nothing.
_WRITER_PRAGMAS: Final = ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON")
_READER_PRAGMAS: Final = ("query_only = ON",)


def _sqlite_writer(url: str, timeout: float) -> AsyncEngine:
    """A pool of one is the queue of writers; who waits longer than `timeout` seconds gives up."""
    engine = create_async_engine(
        url,
        pool_size=1,
        max_overflow=0,
        pool_timeout=timeout,
        connect_args={"isolation_level": None, "timeout": timeout},
    )
    _set_pragmas(engine, _WRITER_PRAGMAS)
    event.listen(engine.sync_engine, "begin", _begin_immediate)
    return engine


def _sqlite_reader(url: str, connections: int, timeout: float) -> AsyncEngine:
    """Each statement sees one moment of the database by itself: no transaction is opened."""
    engine = create_async_engine(
        url,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=timeout,
        isolation_level="AUTOCOMMIT",
        skip_autocommit_rollback=True,
        connect_args={"isolation_level": None, "timeout": timeout},
    )
    _set_pragmas(engine, _READER_PRAGMAS)
    return engine


def _set_pragmas(engine: AsyncEngine, pragmas: tuple[str, ...]) -> None:
    def set_pragmas(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    event.listen(engine.sync_engine, "connect", set_pragmas)


def _begin_immediate(connection: Connection) -> None:
    """Takes the write lock at once: one that is asked for in the middle can only be refused."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")
