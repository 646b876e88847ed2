"""What invitations need from the world. Given in exercise 5."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from exercises.invitations.codes import InviteCode
from exercises.invitations.entities import Invitation
from exercises.invitations.events import InvitationId
from reference_app.application.ports import Clock, Users
from reference_app.domain.tenants import Tenant
from reference_app.domain.values import EmailAddress


@dataclass(frozen=True, slots=True)
class Letter:
    to: EmailAddress
    subject: str
    text: str


class Mailer(Protocol):
    async def send(self, letter: Letter) -> None: ...


class Invitations(Protocol):
    """The tenant's invitations."""

    async def get(self, invitation_id: InvitationId) -> Invitation | None: ...

    async def find_pending(self, email: EmailAddress) -> Invitation | None:
        """The pending invitation of an email, however it is spelled."""
        ...

    async def find_by_code(self, code: InviteCode) -> Invitation | None: ...

    async def find_by_codes(self, codes: Sequence[InviteCode]) -> list[Invitation]:
        """Those that there are, in the order of the codes."""
        ...

    async def add(self, invitation: Invitation) -> None:
        """Raises `AlreadyInvited`."""
        ...

    async def save(self, invitation: Invitation) -> None:
        """Stores a change, if any. Raises `Conflict`."""
        ...


class InvitingUnit(Protocol):
    """A unit of work that knows invitations besides users. Leaving it without `commit` stores
    nothing."""

    tenant: Tenant
    clock: Clock
    users: Users
    invitations: Invitations
    mailer: Mailer

    async def commit(self) -> None: ...


class InvitingUnits(Protocol):
    def write(self) -> AbstractAsyncContextManager[InvitingUnit]: ...
