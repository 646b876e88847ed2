"""Tenants: how many seats one can have bought."""

from dataclasses import FrozenInstanceError
from uuid import UUID

import pytest

from reference_app.domain.errors import InvalidValue
from reference_app.domain.ids import TenantId
from reference_app.domain.tenants import Tenant


@pytest.mark.parametrize("seats", [None, 1, 5, 10**18])
def test_a_tenant_has_at_least_one_seat_or_no_limit(seats: int | None) -> None:
    assert Tenant(TenantId(UUID(int=1)), "Analytical Engines", seats).seats == seats


@pytest.mark.parametrize("seats", [0, -1])
def test_a_tenant_without_a_seat_is_refused(seats: int) -> None:
    with pytest.raises(InvalidValue, match="at least one seat") as refusal:
        Tenant(TenantId(UUID(int=1)), "Analytical Engines", seats)
    assert refusal.value.path == ("seats",)


def test_a_tenant_never_changes() -> None:
    with pytest.raises(FrozenInstanceError):
        Tenant(TenantId(UUID(int=1)), "Analytical Engines").seats = 9  # type: ignore[misc]
