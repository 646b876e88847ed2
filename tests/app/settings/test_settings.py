"""The environment becomes settings, or a list of everything that is wrong with it."""

from typing import Any
from uuid import UUID

import pytest
from pydantic import ValidationError

from reference_app.settings import DatabaseSettings, Settings, SettingsError, load_settings

Environment = pytest.MonkeyPatch


def problems() -> tuple[str, ...]:
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert str(refused.value).splitlines() == list(refused.value.problems)
    return refused.value.problems


def test_an_empty_environment_is_enough() -> None:
    settings = load_settings()
    assert settings.environment == "development"
    assert settings.database.url == "sqlite+aiosqlite:///var/app.db"
    assert settings.http.host == "127.0.0.1"
    assert settings.http.port == 8000
    assert settings.http.body_limit == 1_048_576
    assert settings.tenant.name == "main"
    assert settings.tenant.seats is None


def test_the_tenant_is_the_same_at_every_start() -> None:
    assert load_settings().tenant.id == load_settings().tenant.id


def test_a_variable_sets_what_its_name_leads_to(environment: Environment) -> None:
    environment.setenv("APP__HTTP__PORT", "9000")
    environment.setenv("APP__DATABASE__URL", "sqlite+aiosqlite:////data/app.db")
    environment.setenv("APP__TENANT__ID", "00000000-0000-0000-0000-00000000000a")
    environment.setenv("APP__TENANT__SEATS", "5")
    settings = load_settings()
    assert settings.http.port == 9000
    assert settings.database.url == "sqlite+aiosqlite:////data/app.db"
    assert settings.tenant.id == UUID(int=10)
    assert settings.tenant.seats == 5


def test_names_of_variables_may_be_in_lower_case(environment: Environment) -> None:
    environment.setenv("app__http__port", "9000")
    assert load_settings().http.port == 9000


def test_an_empty_variable_is_no_variable(environment: Environment) -> None:
    """As in a compose file: `APP__TENANT__SEATS=`."""
    environment.setenv("APP__TENANT__SEATS", "")
    assert load_settings().tenant.seats is None


def test_variables_of_others_are_no_business_of_ours(environment: Environment) -> None:
    environment.setenv("APPLE__HTTP__PORT", "x")
    environment.setenv("DATABASE__URL", "x")
    load_settings()


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("APP__DATABSE__URL", "APP__DATABASE__URL"),
        ("APP__DATABASE__ULR", "APP__DATABASE__URL"),
        ("APP__ENVIRONMNET", "APP__ENVIRONMENT"),
        ("app__http__prot", "APP__HTTP__PORT"),
    ],
)
def test_a_typo_is_named_with_what_was_meant(
    environment: Environment, name: str, meant: str
) -> None:
    environment.setenv(name, "x")
    assert problems() == (f"{name.upper()}: there is no such setting; did you mean {meant}?",)


@pytest.mark.parametrize("name", ["APP__", "APP__QUITE_SOMETHING_ELSE"])
def test_a_name_like_no_other_is_refused_too(environment: Environment, name: str) -> None:
    environment.setenv(name, "")
    assert problems() == (f"{name}: there is no such setting",)


@pytest.mark.parametrize("value", ['{"url": "sqlite+aiosqlite:///x.db"}', "{", "x"])
def test_a_group_cannot_be_set_as_a_whole(environment: Environment, value: str) -> None:
    environment.setenv("APP__DATABASE", value)
    (problem,) = problems()
    assert problem.startswith("APP__DATABASE: there is no such setting")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("APP__ENVIRONMENT", "staging"),
        ("APP__HTTP__PORT", "65536"),
        ("APP__HTTP__PORT", "-1"),
        ("APP__HTTP__PORT", "eighty"),
        ("APP__HTTP__BODY_LIMIT", "0"),
        ("APP__DATABASE__READERS", "0"),
        ("APP__DATABASE__WRITE_TIMEOUT", "0"),
        ("APP__DATABASE__WRITE_TIMEOUT", "nan"),
        ("APP__DATABASE__WRITE_TIMEOUT", "inf"),
        ("APP__DATABASE__URL", "postgresql+asyncpg://app@localhost/app"),
        ("APP__DATABASE__URL", "sqlite:///app.db"),
        ("APP__DATABASE__URL", "sqlite+aiosqlite://"),
        ("APP__DATABASE__URL", "sqlite+aiosqlite:///"),
        ("APP__DATABASE__URL", "sqlite+aiosqlite:///:memory:"),
        ("APP__DATABASE__URL", "sqlite+aiosqlite:///app.db?timeout=3"),
        ("APP__DATABASE__URL", "sqlite+aiosqlite:///file:app?mode=memory&uri=true"),
        ("APP__DATABASE__URL", "sqlite+aiosqlite:///file::memory:"),
        ("APP__TENANT__ID", "main"),
        ("APP__TENANT__SEATS", "0"),
    ],
)
def test_a_value_that_cannot_be_is_refused_by_name(
    environment: Environment, name: str, value: str
) -> None:
    environment.setenv(name, value)
    (problem,) = problems()
    assert problem.startswith(f"{name}: ")


def test_every_problem_is_told_at_once_and_no_value(environment: Environment) -> None:
    environment.setenv("APP__ENVIRONMENT", "production")
    environment.setenv("APP__HTTP__PORT", "hunter2")
    environment.setenv("APP__TENANT__SEATS", "hunter2")
    environment.setenv("APP__PASSWORD", "hunter2")
    told = problems()
    assert [problem.partition(":")[0] for problem in told] == [
        "APP__DATABASE",
        "APP__HTTP__PORT",
        "APP__PASSWORD",
        "APP__TENANT__SEATS",
    ]
    assert "hunter2" not in "\n".join(told)


def test_production_says_where_its_data_lives(environment: Environment) -> None:
    environment.setenv("APP__ENVIRONMENT", "production")
    (problem,) = problems()
    assert problem.startswith("APP__DATABASE: production needs APP__DATABASE__URL")
    environment.setenv("APP__DATABASE__URL", "sqlite+aiosqlite:////data/app.db")
    assert load_settings().environment == "production"


def test_the_kind_of_database_is_read_from_its_address() -> None:
    assert DatabaseSettings(url="sqlite+aiosqlite:///app.db").backend == "sqlite"


def test_settings_do_not_change_once_they_are_read() -> None:
    settings = load_settings()
    for group, name in ((settings, "environment"), (settings.http, "port")):
        with pytest.raises(ValidationError, match="frozen"):
            setattr(group, name, getattr(group, name))


@pytest.mark.parametrize("group", [Settings, DatabaseSettings])
def test_a_setting_that_does_not_exist_cannot_be_given_in_code(group: Any) -> None:
    with pytest.raises(ValidationError, match="typo"):
        group(typo=1)


def test_a_wrong_id_is_refused_without_a_letter_of_it(environment: Environment) -> None:
    environment.setenv("APP__TENANT__ID", "zz-secret")
    with pytest.raises(SettingsError) as refusal:
        load_settings()
    assert refusal.value.problems == ("APP__TENANT__ID: Input should be a valid UUID",)
