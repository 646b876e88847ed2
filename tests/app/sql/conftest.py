"""A database for each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from reference_app.infrastructure.sql.engine import Database
from tests.app.sql.files import opened


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "app.db"


@pytest.fixture
async def database(file: Path) -> AsyncIterator[Database]:
    async with opened(file) as database:
        yield database
