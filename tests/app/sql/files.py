"""Databases in files of their own. What is in them is the tests'."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from reference_app.infrastructure.sql.engine import Database, sqlite

SOON = 0.05  # seconds until a wait that must fail has failed


@asynccontextmanager
async def opened(file: Path, *, readers: int = 2, patience: float = 5.0) -> AsyncIterator[Database]:
    database = sqlite(f"sqlite+aiosqlite:///{file}", readers=readers, timeout=patience)
    try:
        await database.create_schema()
        yield database
    finally:
        await database.close()
