"""The one tenant for whom everybody acts, until there is a sign-in."""

from uuid import UUID

from pydantic import Field

from reference_app.settings.group import Group


class TenantSettings(Group):
    """No `seats` is no limit."""

    id: UUID = UUID("00000000-0000-7000-8000-000000000001")
    name: str = Field(default="main", min_length=1, max_length=200)
    seats: int | None = Field(default=None, ge=1)
