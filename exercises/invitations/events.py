"""What happens to an invitation. Given in exercise 3."""

from dataclasses import dataclass
from typing import NewType
from uuid import UUID

from reference_app.domain.events import Event

InvitationId = NewType("InvitationId", UUID)


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationSent(Event):
    invitation_id: InvitationId


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationAccepted(Event):
    invitation_id: InvitationId


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationRevoked(Event):
    invitation_id: InvitationId


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationExpired(Event):
    invitation_id: InvitationId
