"""A constraint that refuses speaks as the rule that it stands for, or as itself."""

from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from reference_app.domain.errors import DomainError, EmailTaken, UsernameTaken
from reference_app.infrastructure.sql.engine import Database
from reference_app.infrastructure.sql.mapping import row_of
from reference_app.infrastructure.sql.rows import USERS
from reference_app.infrastructure.sql.violations import VIOLATIONS, in_our_words
from tests.app.domain.people import new_user


async def store(database: Database, *rows: dict[str, Any]) -> None:
    async with database.writer.begin() as connection:
        with in_our_words():
            for row in rows:
                await connection.execute(insert(USERS), row)


def test_every_unique_index_stands_for_a_rule() -> None:
    assert {index.name for index in USERS.indexes if index.unique} == VIOLATIONS.keys()


@pytest.mark.parametrize(
    ("second", "error", "field"),
    [
        (new_user("grace", email="ADA@Example.com"), EmailTaken, "email"),
        (new_user("ada", email="grace@example.com"), UsernameTaken, "username"),
    ],
    ids=["email", "username"],
)
async def test_what_a_live_user_holds_is_taken(
    database: Database, second: Any, error: type[DomainError], field: str
) -> None:
    with pytest.raises(error) as refused:
        await store(database, row_of(new_user("ada")), row_of(second))
    assert refused.value.path == (field,)


async def test_another_tenant_may_have_the_same(database: Database) -> None:
    ada, other = row_of(new_user("ada")), row_of(new_user("ada"))
    await store(database, ada, other | {"tenant_id": other["id"]})


async def test_a_constraint_that_is_no_rule_of_ours_speaks_for_itself(database: Database) -> None:
    ada = row_of(new_user("ada"))
    with pytest.raises(IntegrityError, match="NOT NULL"):
        await store(database, ada | {"email": None})
    with pytest.raises(IntegrityError, match=r"users\.id"):
        await store(database, ada, ada | {"email_key": "other", "username": "other"})


class UniqueViolationError(Exception):
    """As much of asyncpg's error as we read."""

    def __init__(self, constraint_name: str) -> None:
        super().__init__(f'duplicate key value violates unique constraint "{constraint_name}"')
        self.constraint_name = constraint_name


def refusal_of_postgresql(constraint: str) -> IntegrityError:
    adapted = Exception("as SQLAlchemy's adapter raises it")
    adapted.__cause__ = UniqueViolationError(constraint)
    return IntegrityError("INSERT", None, adapted)


def test_postgresql_names_the_constraint() -> None:
    with pytest.raises(EmailTaken), in_our_words():
        raise refusal_of_postgresql("users_email")
    with pytest.raises(IntegrityError), in_our_words():
        raise refusal_of_postgresql("users_pkey")


def test_a_value_that_looks_like_a_message_does_not_mislead() -> None:
    """Only the driver's fixed format is read: a message can quote what somebody has typed."""
    quoted = "UNIQUE constraint failed: users.tenant_id, users.username"
    hostile = Exception(f"CHECK constraint failed: {quoted}")
    with pytest.raises(IntegrityError), in_our_words():
        raise IntegrityError("INSERT", None, hostile)
