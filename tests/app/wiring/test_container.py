"""Every provider gives what it says, and replacing one is replacing it everywhere."""

import pytest
from dependency_injector.providers import Selector

from reference_app.container import Container, build
from reference_app.settings import Settings
from tests.app.application.fakes import FixedClock
from tests.app.domain.people import NOON

KINDS = {
    "app": "App",
    "bus": "Bus",
    "clock": "SystemClock",
    "database": "Database",
    "schema": "SqlSchema",
    "settings": "Settings",
    "tenant": "Tenant",
    "units": "SqlUnits",
}
NAMES = sorted(Container.providers)  # so far: later chapters bring more


@pytest.fixture
def container(settings: Settings) -> Container:
    return Container(settings=settings)


def test_every_provider_resolves_to_its_kind(container: Container) -> None:
    kinds = {name: type(provider()).__name__ for name, provider in container.providers.items()}
    assert kinds == {name: KINDS[name] for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_there_is_one_of_each_for_the_whole_app(container: Container, name: str) -> None:
    assert container.providers[name]() is container.providers[name]()


def test_two_containers_share_nothing_but_their_settings(settings: Settings) -> None:
    one, other = Container(settings=settings), Container(settings=settings)
    shared = [name for name in NAMES if one.providers[name]() is other.providers[name]()]
    assert shared == ["settings"]


def test_a_selector_has_an_entry_for_the_backend_of_the_settings(settings: Settings) -> None:
    selectors = [each for each in Container.providers.values() if isinstance(each, Selector)]
    assert selectors
    for selector in selectors:
        assert settings.database.backend in selector.providers


def test_the_tenant_is_the_one_of_the_settings(container: Container, settings: Settings) -> None:
    tenant = container.tenant()
    wanted = settings.tenant
    assert (tenant.id, tenant.name, tenant.seats) == (wanted.id, wanted.name, wanted.seats)


async def test_what_is_replaced_is_replaced_for_everybody(settings: Settings) -> None:
    async with build(settings, clock=FixedClock()) as app, app.units.write() as uow:
        assert uow.clock.now() == NOON


async def test_replacing_what_does_not_exist_is_refused_by_name(settings: Settings) -> None:
    with pytest.raises(TypeError, match=r"no clok .* app, bus, clock, database"):
        async with build(settings, clok=FixedClock()):
            pass
