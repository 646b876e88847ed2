"""SQLite's driver with one trip to its thread per statement. What is sent is decided elsewhere.

aiosqlite gives each connection a thread; SQLAlchemy asks it for a cursor, to execute, for the rows
and to close: four trips, each as dear as the query. Here the first trip does it all. And since
cursors live and die in that thread, nobody else ever waits for SQLite, not even to free one.
"""

import sqlite3
from collections.abc import Generator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, Literal

import aiosqlite


class OneTripCursor:
    """As much of a cursor as SQLAlchemy's adapter uses."""

    def __init__(self, connection: "OneTripConnection") -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.lastrowid: int | None = None
        self.rowcount = -1

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        await self._connection.visit(self, "execute", sql, parameters)

    async def executemany(self, sql: str, parameters: Sequence[Sequence[Any]]) -> None:
        await self._connection.visit(self, "executemany", sql, parameters)

    async def fetchall(self) -> list[Any]:
        return self._rows

    async def close(self) -> None:
        """Closed already, in the thread."""

    def run(
        self,
        connection: sqlite3.Connection,
        method: Literal["execute", "executemany"],
        sql: str,
        parameters: Sequence[Any],
    ) -> None:
        """In the connection's thread."""
        with closing(connection.cursor()) as cursor:
            getattr(cursor, method)(sql, parameters)
            self.description, self.lastrowid = cursor.description, cursor.lastrowid
            self._rows, self.rowcount = cursor.fetchall(), cursor.rowcount


class OneTripConnection(aiosqlite.Connection):
    """Opens `path` when awaited, with transactions begun and ended by hand.

    `mode`: "rwc" makes a file that is not there, "rw" does not. `timeout`: seconds to wait for
    another process that writes.
    """

    def __init__(self, path: Path, *, mode: Literal["rw", "rwc"], timeout: float) -> None:
        uri = f"{path.absolute().as_uri()}?mode={mode}"
        connect = partial(sqlite3.connect, uri, uri=True, timeout=timeout, isolation_level=None)
        super().__init__(connect, iter_chunk_size=0)
        self._thread.daemon = True  # a process that is told to end does not wait for it

    async def cursor(self) -> OneTripCursor:  # type: ignore[override]
        return OneTripCursor(self)

    async def visit(self, cursor: OneTripCursor, *statement: Any) -> None:
        await self._execute(cursor.run, self._conn, *statement)  # type: ignore[no-untyped-call]

    async def rollback(self) -> None:
        """SQLAlchemy asks for one with each connection it gets back; mostly nothing is open."""
        if self.in_transaction:
            await super().rollback()

    def __await__(self) -> Generator[Any, None, aiosqlite.Connection]:
        try:
            return (yield from super().__await__())
        except sqlite3.Error:
            self._thread.join()  # it ends at once, but must not outlive the event loop
            raise
