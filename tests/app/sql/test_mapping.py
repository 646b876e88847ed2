"""Rows and what they mean: nothing is lost on the way in and out, least of all time."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import StatementError

from reference_app.domain.users import User, UserState
from reference_app.domain.values import comparison_key
from reference_app.infrastructure.sql.engine import Database
from reference_app.infrastructure.sql.mapping import row_of, user_of
from reference_app.infrastructure.sql.rows import USERS
from tests.app.domain.characters import NOT_YET_A_LETTER
from tests.app.domain.people import NOON, deleted_user, new_user, stored_user


async def stored_and_read(database: Database, user: User) -> User:
    async with database.writer.begin() as connection:
        await connection.execute(insert(USERS), row_of(user))
        return user_of((await connection.execute(select(USERS))).one())


@pytest.mark.parametrize(
    "user",
    [
        new_user("ada", email="Ada+mail@Example.com"),
        new_user("grace", full_name=None),
        stored_user(is_active=False, updated_at=NOON + timedelta(microseconds=1)),
        deleted_user(),
    ],
    ids=["new", "without full name", "inactive", "deleted"],
)
async def test_a_user_comes_back_as_it_was_stored(database: Database, user: User) -> None:
    read = await stored_and_read(database, user)
    for field in fields(UserState):
        assert getattr(read.state, field.name) == getattr(user.state, field.name), field.name
    assert read.state.email.text == user.state.email.text
    assert read.version == user.version + 1
    assert not read.has_changed


async def test_what_a_rule_refuses_today_comes_back_as_it_was_stored_and_is_told(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    stored = {"email": "mary", "email_key": "mary", "username": "M", "full_name": NOT_YET_A_LETTER}
    row = row_of(new_user("ada")) | stored
    if "full_name_key" in row:  # from chapter 12 on
        row["full_name_key"] = comparison_key(NOT_YET_A_LETTER)
    async with database.writer.begin() as connection:
        await connection.execute(insert(USERS), row)
        read = user_of((await connection.execute(select(USERS))).one())
    assert row_of(read) | {"version": 1} == row
    columns = ["email", "username", "full_name"]
    assert caplog.messages == [
        f"User {row['id']}: a rule refuses the stored {column}." for column in columns
    ]


async def test_a_moment_comes_back_equal_aware_and_in_utc(database: Database) -> None:
    elsewhere = timezone(timedelta(hours=5, minutes=30))
    moment = datetime(2030, 1, 1, 12, 0, 0, 123456, tzinfo=elsewhere)
    read = await stored_and_read(database, stored_user(created_at=moment))
    assert read.state.created_at == moment
    assert read.state.created_at.tzinfo is UTC


async def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    naive = datetime(2030, 1, 1, 12)
    with pytest.raises(StatementError, match="time zone"):
        await stored_and_read(database, stored_user(created_at=naive))


async def test_the_database_orders_moments_by_time(database: Database) -> None:
    moments = [
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
        NOON - timedelta(microseconds=1),
        NOON,
        NOON + timedelta(microseconds=1),
        datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
    ]
    async with database.writer.begin() as connection:
        for number, moment in enumerate(reversed(moments)):
            user = new_user(f"user-{number}")
            await connection.execute(insert(USERS), row_of(user) | {"created_at": moment})
        ordered = select(USERS.c.created_at).order_by(USERS.c.created_at)
        assert (await connection.scalars(ordered)).all() == moments
