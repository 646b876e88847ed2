"""What can be configured, and how the environment is read: `APP__DATABASE__URL=...`."""

import os
from typing import Literal

from pydantic import ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from reference_app.settings.database import DEFAULT_URL, DatabaseSettings
from reference_app.settings.http import HttpSettings
from reference_app.settings.problems import (
    DELIMITER,
    PREFIX,
    SettingsError,
    invalid_values,
    unknown_variables,
)
from reference_app.settings.tenant import TenantSettings

__all__ = [
    "DatabaseSettings",
    "HttpSettings",
    "Settings",
    "SettingsError",
    "TenantSettings",
    "load_settings",
]


class Settings(BaseSettings):
    """Every setting has a default: the app starts in an empty environment."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter=DELIMITER,
        env_ignore_empty=True,
        enable_decoding=False,  # a group can't be given as JSON: one way to say each thing
        frozen=True,
    )
    environment: Literal["development", "production"] = "development"
    database: DatabaseSettings = DatabaseSettings()
    http: HttpSettings = HttpSettings()
    tenant: TenantSettings = TenantSettings()

    @field_validator("database")
    @classmethod
    def _named_in_production(
        cls, database: DatabaseSettings, info: ValidationInfo
    ) -> DatabaseSettings:
        if info.data.get("environment") == "production" and database.url == DEFAULT_URL:
            raise ValueError(
                f"production needs {PREFIX}DATABASE{DELIMITER}URL: the default file lies wherever "
                "the app happens to be started"
            )
        return database


def load_settings() -> Settings:
    """Reads the environment. Raises `SettingsError` with every problem at once."""
    problems = unknown_variables(os.environ, Settings)
    try:
        settings = Settings()
    except ValidationError as error:
        problems = invalid_values(error) | problems
    if problems:
        raise SettingsError(problems)
    return settings
