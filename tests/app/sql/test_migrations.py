"""Steps up and down, on a database of nobody, of Part I and of somebody else."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from reference_app.application.ports import WrongSchema
from reference_app.infrastructure.sql import migrations
from reference_app.infrastructure.sql.drift import described, differences
from reference_app.infrastructure.sql.engine import Database, sqlite
from reference_app.infrastructure.sql.rows import Rows
from reference_app.infrastructure.sql.schema import FIRST, HEAD, SqlSchema, current, down, up
from tests.app.sql.part_one import add_as_part_one, write_part_one

STEPS = sorted(
    path.name[1:5] for path in Path(migrations.__file__ or "").parent.glob("v[0-9]*_*.py")
)


@pytest.fixture
def database(file: Path) -> Database:
    """Of nobody: there is no table, and each test closes what it has opened."""
    return sqlite(f"sqlite+aiosqlite:///{file}", readers=1, timeout=1.0)


async def place(database: Database) -> str | None:
    async with database.writer.begin() as connection:
        return await connection.run_sync(current)


def test_the_newest_step_is_the_last_file_and_none_is_left_out() -> None:
    assert [STEPS[0], STEPS[-1]] == [FIRST, HEAD]
    assert list(map(int, STEPS)) == list(range(1, len(STEPS) + 1))


async def test_each_step_goes_down_to_what_was_there_and_up_again(database: Database) -> None:
    def walked(connection: Connection) -> None:
        shapes = [described(connection)]
        for step in STEPS:
            up(connection, step)
            shapes.append(described(connection))
        assert differences(connection, Rows.metadata.create_all) == []
        for shape in reversed(shapes[:-1]):
            down(connection, "-1")
            assert described(connection) == shape
        up(connection, HEAD)
        assert described(connection) == shapes[-1]

    async with database.writer.begin() as connection:
        await connection.run_sync(walked)
    await database.close()


async def test_a_database_of_nobody_is_brought_to_the_newest_step(database: Database) -> None:
    schema = SqlSchema(database)
    lines = await schema.upgrade()
    assert [line[6:10] for line in lines] == STEPS
    assert (await place(database), await schema.differences()) == (HEAD, [])
    assert await schema.upgrade() == []
    await database.close()


async def test_a_database_of_part_one_is_taken_over_with_all_its_users(
    file: Path, database: Database
) -> None:
    write_part_one(file, users=2500)
    schema = SqlSchema(database)
    lines = await schema.upgrade()
    assert [line[6:10] for line in lines] == STEPS[1:]
    assert await schema.differences() == []
    async with database.reader.connect() as connection:
        found = (await connection.execute(text("SELECT full_name, full_name_key FROM users"))).all()
    assert len(found) == 2500
    assert all(row.full_name_key == (row.full_name or "").lower() for row in found)
    await database.close()


async def test_tables_of_somebody_else_are_left_alone(file: Path, database: Database) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.executescript("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)")
    with pytest.raises(WrongSchema, match="has tables that this app did not make: column users"):
        await SqlSchema(database).upgrade()
    await database.close()
    with closing(sqlite3.connect(file)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master ORDER BY name").fetchall()
    assert tables == [("users",)]


async def test_who_writes_as_part_one_while_the_table_is_wider_is_filled_by_the_next_step(
    file: Path, database: Database
) -> None:
    schema = SqlSchema(database)
    await schema.upgrade("0002")
    with closing(sqlite3.connect(file)) as connection, connection:
        add_as_part_one(connection, 1, "ada", "Ada LOVELACE")
        add_as_part_one(connection, 2, "grace", None)
    await schema.upgrade()
    async with database.reader.connect() as reading:
        keys = (await reading.execute(text("SELECT full_name_key FROM users ORDER BY id"))).all()
    assert [row.full_name_key for row in keys] == ["ada lovelace", ""]
    await database.close()


async def test_a_step_that_fails_halfway_leaves_nothing(file: Path, database: Database) -> None:
    schema = SqlSchema(database)
    await schema.upgrade("0002")
    with closing(sqlite3.connect(file)) as connection, connection:
        add_as_part_one(connection, 1, "ada", "Ada")
        add_as_part_one(connection, 2, "grace", None)
        connection.execute("UPDATE users SET full_name_key = 'x' WHERE username = 'grace'")
    with pytest.raises(IntegrityError):
        await schema.upgrade()
    assert await place(database) == "0002"
    async with database.reader.connect() as reading:
        keys = (await reading.execute(text("SELECT full_name_key FROM users ORDER BY id"))).all()
    assert [row.full_name_key for row in keys] == ["", "x"]
    await database.close()


async def test_only_a_way_back_that_is_asked_for_goes_back(database: Database) -> None:
    schema = SqlSchema(database)
    await schema.upgrade()
    with pytest.raises(WrongSchema, match="only --back-to goes back"):
        await schema.upgrade(FIRST)
    assert len(await schema.downgrade(FIRST)) == len(STEPS) - 1
    assert await place(database) == FIRST
    with pytest.raises(WrongSchema, match="before 0002"):
        await schema.downgrade("0002")
    with pytest.raises(WrongSchema, match="There is no step 0000"):
        await schema.downgrade("0000")
    await database.close()


async def at_version(database: Database, version: str) -> SqlSchema:
    schema = SqlSchema(database)
    await schema.upgrade()
    async with database.writer.begin() as connection:
        await connection.execute(
            text("UPDATE alembic_version SET version_num = :version"), {"version": version}
        )
    return schema


@pytest.mark.parametrize("migrating", [True, False])
async def test_a_newer_database_is_worked_with_and_warned_of(
    database: Database, migrating: bool, caplog: pytest.LogCaptureFixture
) -> None:
    schema = await at_version(database, "9999")
    await schema.start(migrating=migrating)
    assert ["The database is at 9999" in line for line in caplog.messages] == [True]
    with pytest.raises(WrongSchema, match="A newer app has been here"):
        await schema.upgrade()
    await database.close()


@pytest.mark.parametrize("migrating", [True, False])
@pytest.mark.parametrize("version", ["0000", "ae1027a6acf"])
async def test_a_version_of_somebody_else_is_refused(
    database: Database, version: str, migrating: bool
) -> None:
    schema = await at_version(database, version)
    with pytest.raises(WrongSchema, match=f"The database is at {version}"):
        await schema.start(migrating=migrating)
    await database.close()


async def test_who_only_looks_changes_nothing_and_says_what_to_do(
    file: Path, database: Database
) -> None:
    write_part_one(file, users=1)
    with pytest.raises(WrongSchema, match=f"is at no step, this app needs {HEAD}: run .* migrate"):
        await SqlSchema(database).start(migrating=False)
    assert await place(database) is None
    await database.close()
