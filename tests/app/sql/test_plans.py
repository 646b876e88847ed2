"""What SQLite makes of a list: which index it takes, whether it sorts. No clock is needed for that;
the statement is the one that was sent, with its values."""

from typing import Any

import pytest
from sqlalchemy import event

from reference_app.application.bus import Bus
from reference_app.application.catalog import COMMANDS, QUERIES
from reference_app.application.filters import EVERYBODY, AllOf, By, Filter, Op, Order, Where
from reference_app.application.users import CreateUser, ListUsers
from reference_app.infrastructure.sql.engine import Database
from tests.app.sql.transactions import units_on

SORTED = "USE TEMP B-TREE"
ORDERS = {
    "created_at": "users_newest (tenant_id=? AND (created_at,id)>(?,?))",
    "updated_at": "users_updated (tenant_id=? AND (updated_at,id)>(?,?))",
    "username": "users_username (tenant_id=? AND username>?)",
    "email": "users_email (tenant_id=? AND email_key>?)",
    "full_name": "users_full_name (tenant_id=? AND (full_name_key,id)>(?,?))",
}


async def planned(database: Database, filter: Filter = EVERYBODY, *by: By, page: int = 2) -> str:
    """What was sent for a page of one, and its plan."""
    asked: list[tuple[str, Any]] = []

    def note(connection: object, cursor: object, sql: str, values: object, *_: object) -> None:
        asked.append((sql, values))

    bus = Bus(units_on(database), COMMANDS, QUERIES)
    for number in range(3):
        name = f"user-{number}"
        await bus.execute(CreateUser(email=f"{name}@example.com", username=name, full_name="Ann"))
    event.listen(database.reader.sync_engine, "before_cursor_execute", note)
    cursor = None
    for _ in range(page):
        query = ListUsers(limit=1, cursor=cursor, filter=filter, order=Order(by))
        cursor = (await bus.execute(query)).next_cursor
    async with database.writer.connect() as connection:
        sql, values = asked[-1]
        plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)
        return f"{sql}; {'; '.join(row.detail for row in plan)}"


@pytest.mark.parametrize("field", ORDERS)
@pytest.mark.parametrize("descending", [False, True])
async def test_a_page_by_one_field_is_looked_up_and_not_sorted(
    database: Database, field: str, descending: bool
) -> None:
    plan = await planned(database, EVERYBODY, By(field, descending))
    assert (ORDERS[field].replace(">", "<") if descending else ORDERS[field]) in plan
    assert SORTED not in plan


async def test_a_page_of_a_mixed_order_begins_at_its_first_field(database: Database) -> None:
    plan = await planned(database, EVERYBODY, By("full_name"), By("created_at", True))
    assert "users_full_name (tenant_id=? AND full_name_key>?)" in plan
    assert "MULTI-INDEX OR" not in plan


async def test_what_follows_a_unique_field_is_not_sorted_by(database: Database) -> None:
    plan = await planned(database, EVERYBODY, By("username"), By("created_at", True))
    assert ORDERS["username"] in plan
    assert "created_at" not in plan.rpartition("ORDER BY")[2]


@pytest.mark.parametrize(
    ("filter", "index"),
    [
        (Where("username", Op.STARTS_WITH, "us"), "users_username (tenant_id=? AND username>? AND"),
        (Where("email", Op.STARTS_WITH, "us"), "users_email (tenant_id=? AND email_key>? AND"),
        (Where("full_name", Op.EQUAL, "ann"), "users_full_name (tenant_id=? AND full_name_key=?"),
    ],
)
async def test_a_text_and_a_beginning_are_looked_up(
    database: Database, filter: Where, index: str
) -> None:
    plan = await planned(database, AllOf((filter,)), By(filter.field), page=1)
    assert index in plan
