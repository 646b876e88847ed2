"""What a table can be otherwise in, and that each is told."""

from pathlib import Path

import pytest
from sqlalchemy import Connection

from reference_app.infrastructure.sql.drift import described, differences, made
from reference_app.infrastructure.sql.engine import Database
from reference_app.infrastructure.sql.rows import Rows

TABLE = """
CREATE TABLE notes (
    id INTEGER NOT NULL PRIMARY KEY, title VARCHAR(20) NOT NULL, body VARCHAR DEFAULT '',
    CONSTRAINT titled CHECK (title <> '')
)
"""
INDEX = "CREATE INDEX by_title ON notes (title DESC) WHERE body IS NOT NULL"

CHANGES = {
    "a predicate": (TABLE, INDEX.replace("IS NOT NULL", "IS NULL")),
    "a check": (TABLE.replace("<> ''", "<> ' '"), INDEX),
    "a direction": (TABLE, INDEX.replace(" DESC", "")),
    "a length": (TABLE.replace("(20)", "(30)"), INDEX),
    "a column": (
        TABLE.replace("body VARCHAR DEFAULT '',", "body VARCHAR DEFAULT '', x INT,"),
        INDEX,
    ),
    "a null": (TABLE.replace("DEFAULT ''", "NOT NULL DEFAULT ''"), INDEX),
    "a default": (TABLE.replace("DEFAULT ''", "DEFAULT 'x'"), INDEX),
    "a missing index": (TABLE, "SELECT 1"),
}


def make(connection: Connection, table: str = TABLE, index: str = INDEX) -> None:
    connection.exec_driver_sql(table)
    connection.exec_driver_sql(index)


@pytest.mark.parametrize("change", CHANGES)
async def test_each_kind_of_change_is_told_in_one_line(database: Database, change: str) -> None:
    def found(connection: Connection) -> list[str]:
        Rows.metadata.drop_all(connection)
        make(connection, *CHANGES[change])
        return differences(connection, make)

    async with database.writer.begin() as connection:
        assert len(await connection.run_sync(found)) == 1


async def test_what_is_the_same_has_no_line(database: Database) -> None:
    async with database.writer.begin() as connection:
        lines = await connection.run_sync(differences, Rows.metadata.create_all)
    assert lines == []


async def test_what_should_not_be_there_is_told(database: Database) -> None:
    def found(connection: Connection) -> list[str]:
        make(connection)
        return differences(connection, Rows.metadata.create_all)

    async with database.writer.begin() as connection:
        lines = await connection.run_sync(found)
    assert "column notes.title is there, and should not be: VARCHAR(20) NOT NULL" in [
        line.partition(", default")[0] for line in lines
    ]


async def test_looking_makes_nothing_in_the_database(database: Database, file: Path) -> None:
    async with database.writer.begin() as connection:
        before = await connection.run_sync(described)
        scratch = await connection.run_sync(made, make)
        assert await connection.run_sync(described) == before
    assert "column notes.title" in scratch
    assert [each.name for each in file.parent.iterdir() if each.suffix == ".db"] == ["app.db"]
