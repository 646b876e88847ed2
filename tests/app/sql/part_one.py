"""A database as the app of Part I has written it: before there were steps."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

_TABLES: Final = """
CREATE TABLE users (
    id CHAR(32) NOT NULL, tenant_id CHAR(32) NOT NULL,
    email VARCHAR NOT NULL, email_key VARCHAR NOT NULL, username VARCHAR NOT NULL,
    full_name VARCHAR, is_active BOOLEAN NOT NULL,
    created_at DATETIME NOT NULL, updated_at DATETIME NOT NULL, deleted_at DATETIME,
    version INTEGER NOT NULL, PRIMARY KEY (id)
);
CREATE UNIQUE INDEX users_email ON users (tenant_id, email_key) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX users_username ON users (tenant_id, username) WHERE deleted_at IS NULL;
CREATE INDEX users_newest ON users (tenant_id, created_at, id) WHERE deleted_at IS NULL;
"""

_ADD: Final = """
INSERT INTO users (id, tenant_id, email, email_key, username, full_name, is_active, created_at,
    updated_at, deleted_at, version)
VALUES (?, '00000000000070008000000000000001', ?, ?, ?, ?, 1, '2030-01-01 12:00:00.000000+00:00',
    '2030-01-01 12:00:00.000000+00:00', NULL, 1)
"""


def write_part_one(file: Path, *, users: int) -> list[str]:
    """Every third has no full name. Returns the usernames, the oldest first."""
    names = [f"user-{number}" for number in range(users)]
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.executescript(_TABLES)
        for number, name in enumerate(names):
            add_as_part_one(connection, number, name, f"Ada {name}" if number % 3 else None)
    return names


def add_as_part_one(
    connection: sqlite3.Connection, number: int, name: str, full_name: str | None
) -> None:
    email = f"{name}@example.com"
    connection.execute(_ADD, (f"{number:032x}", email, email, name, full_name))
