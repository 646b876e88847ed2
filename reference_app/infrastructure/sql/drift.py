"""In what the tables differ from those that this app would make. How to get there, schema.py knows.

Told by the database itself, of both: comparing with what Alembic or SQLAlchemy know of a table
overlooks what they don't know, such as the condition of an index.
"""

from collections.abc import Callable, Iterator, Mapping

from sqlalchemy import Connection, create_engine, inspect

Description = Mapping[str, str]
"""What the database says of each part, as in {"column users.email": "VARCHAR NOT NULL"}."""


def differences(connection: Connection, wanted: Callable[[Connection], object]) -> list[str]:
    """A line for each part that is otherwise than `wanted` makes it in an empty place."""
    there, should = described(connection), made(connection, wanted)
    return [*_lines(there, should)]


def _lines(there: Description, should: Description) -> Iterator[str]:
    for part in sorted(there.keys() | should.keys()):
        if part not in there:
            yield f"{part} is missing: {should[part]}"
        elif part not in should:
            yield f"{part} is there, and should not be: {there[part]}"
        elif there[part] != should[part]:
            yield f"{part} is {there[part]}; it should be {should[part]}"


def described(connection: Connection) -> Description:
    """All but the table that says which step was the last."""
    parts = dict(_KINDS[connection.dialect.name](connection))
    return {name: what for name, what in parts.items() if "alembic_version" not in name}


def _described_by_sqlite(connection: Connection) -> Iterator[tuple[str, str]]:
    tables = inspect(connection)
    for table in tables.get_table_names():
        for column in connection.exec_driver_sql(f"PRAGMA table_xinfo({table})"):
            null = "NOT NULL" if column.notnull else "NULL"
            default = (column.dflt_value or "none").strip("()")
            key = f", key {column.pk}" if column.pk else ""
            yield f"column {table}.{column.name}", f"{column.type} {null}, default {default}{key}"
        for check in tables.get_check_constraints(table):
            yield f"check {table}.{check['name']}", str(check["sqltext"])
    for name, table, sql in connection.exec_driver_sql(_INDEXES):
        yield f"index {table}.{name}", " ".join(sql.replace('"', "").split())


_INDEXES = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index' AND sql > ''"


def made(connection: Connection, make: Callable[[Connection], object]) -> Description:
    """What `make` makes, in a place beside `connection`'s tables that is gone afterwards."""
    return _PLACES[connection.dialect.name](connection, make)


def _made_by_sqlite(_: Connection, make: Callable[[Connection], object]) -> Description:
    engine = create_engine("sqlite://")
    with engine.begin() as scratch:
        make(scratch)
        found = described(scratch)
    engine.dispose()
    return found


def _described_by_postgresql(connection: Connection) -> Iterator[tuple[str, str]]:
    for kind, query in _CATALOGS.items():
        for name, what in connection.exec_driver_sql(query):
            yield f"{kind} {name}", what.replace(f" ON {_here(connection)}.", " ON ")


_CATALOGS = {
    "column": """
        SELECT relname || '.' || attname, concat(format_type(atttypid, atttypmod),
            CASE WHEN attnotnull THEN ' NOT NULL' ELSE ' NULL' END,
            ', default ' || coalesce(pg_get_expr(adbin, adrelid), 'none'),
            CASE WHEN attcollation <> typcollation THEN ', collated ' || collname END)
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        JOIN pg_type ON pg_type.oid = atttypid
        LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
        LEFT JOIN pg_collation ON pg_collation.oid = attcollation
        WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'
            AND attnum > 0 AND NOT attisdropped
        """,
    "constraint": """
        SELECT relname || '.' || conname, pg_get_constraintdef(pg_constraint.oid)
        FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
        WHERE connamespace = current_schema()::regnamespace AND contype <> 'n'
        """,
    "index": """
        SELECT tables.relname || '.' || indexes.relname,
            pg_get_indexdef(indexrelid) || CASE WHEN indisvalid THEN '' ELSE ', not valid' END
        FROM pg_index JOIN pg_class AS indexes ON indexes.oid = indexrelid
        JOIN pg_class AS tables ON tables.oid = indrelid
        WHERE tables.relnamespace = current_schema()::regnamespace
        """,
}


def _here(connection: Connection) -> str:
    return str(connection.exec_driver_sql("SELECT current_schema()").scalar_one())


_SCRATCH = "drift_scratch"


def _made_by_postgresql(
    connection: Connection, make: Callable[[Connection], object]
) -> Description:
    with connection.begin_nested() as savepoint:
        connection.exec_driver_sql(f"CREATE SCHEMA {_SCRATCH}")
        connection.exec_driver_sql(f"SET LOCAL search_path TO {_SCRATCH}")
        make(connection)
        found = described(connection)
        savepoint.rollback()
    return found


_KINDS = {"sqlite": _described_by_sqlite, "postgresql": _described_by_postgresql}
_PLACES = {"sqlite": _made_by_sqlite, "postgresql": _made_by_postgresql}
