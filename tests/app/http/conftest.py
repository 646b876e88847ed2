"""A door and a database file for each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from httpx import AsyncClient

from reference_app.settings import DatabaseSettings, Settings
from tests.app.http.door import opened


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "app.db"


@pytest.fixture
def settings(file: Path) -> Settings:
    return Settings(database=DatabaseSettings(url=f"sqlite+aiosqlite:///{file}"))


@pytest.fixture
async def client(settings: Settings) -> AsyncIterator[AsyncClient]:
    async with opened(settings) as client:
        yield client
