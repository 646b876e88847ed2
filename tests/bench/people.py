"""The people in both databases: the same, whoever serves them. How they are stored is not decided
here: each table's own types write them."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, create_engine, insert

from reference_app.domain.ids import uuid7
from tests.bench.bare import TENANT_ID

FIRST_BIRTH = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Person:
    number: int
    id: UUID

    @property
    def username(self) -> str:
        return f"user-{self.number:06d}"

    @property
    def email(self) -> str:
        return f"{self.username}@example.com"


def people(how_many: int) -> list[Person]:
    """Oldest first, a second apart."""
    return [Person(number, uuid7(_birth(number))) for number in range(how_many)]


def store(
    everybody: list[Person], table: Table, path: Path, make: Callable[[Connection], object]
) -> str:
    """Makes a database and fills one table; returns its URL for an async engine."""
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        make(connection)
        rows = [_row(person) for person in everybody]
        columns = table.columns.keys() & rows[0].keys()
        connection.execute(insert(table), [{name: row[name] for name in columns} for row in rows])
    engine.dispose()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    return f"sqlite+aiosqlite:///{path}"


def _birth(number: int) -> datetime:
    return FIRST_BIRTH + timedelta(seconds=number)


def _row(person: Person) -> dict[str, Any]:
    born = _birth(person.number)
    return {
        "id": person.id,
        "tenant_id": TENANT_ID,
        "email": person.email,
        "email_key": person.email,
        "username": person.username,
        "full_name": f"User Number {person.number}",
        "full_name_key": f"user number {person.number}",
        "is_active": True,
        "created_at": born,
        "updated_at": born,
        "deleted_at": None,
        "version": 1,
    }


def newcomers(name: str = "newcomer") -> Iterator[str]:
    """Usernames that nobody has."""
    number = 0
    while True:
        number += 1
        yield f"{name}-{number:08d}"
