"""Settings that lead to a file of the test's own."""

from pathlib import Path

import pytest

from reference_app.settings import DatabaseSettings, Settings, TenantSettings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        database=DatabaseSettings(url=f"sqlite+aiosqlite:///{tmp_path}/var/app.db"),
        tenant=TenantSettings(name="Analytical Engines", seats=2),
    )
