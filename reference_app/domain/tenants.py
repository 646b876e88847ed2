"""Tenants: the organisations that users belong to."""

from dataclasses import dataclass

from reference_app.domain.errors import InvalidValue
from reference_app.domain.ids import TenantId


@dataclass(frozen=True, slots=True)
class Tenant:
    """An organisation that has bought `seats`; `None` is no limit. Raises `InvalidValue`."""

    id: TenantId
    name: str
    seats: int | None = None

    def __post_init__(self) -> None:
        if self.seats is not None and self.seats < 1:
            raise InvalidValue("A tenant has at least one seat, or no limit.", path=("seats",))
