"""The use case behind the door: an invitation is sent. Given in exercise 10."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Self
from uuid import UUID

from exercises.invitations.codes import InviteCode
from exercises.invitations.entities import Invitation
from exercises.invitations.events import InvitationId
from exercises.invitations.ports import InvitingUnit, Letter
from reference_app.application.messages import Command
from reference_app.domain.errors import DomainError, InvalidValue
from reference_app.domain.ids import uuid7
from reference_app.domain.values import EmailAddress


class Undeliverable(DomainError):
    """Nobody can be reached at this address, now or later."""

    code = "undeliverable"


@dataclass(frozen=True, slots=True)
class InvitationView:
    """An invitation as everybody outside sees it: the code is in the letter alone."""

    id: UUID
    email: str
    status: str
    expires_at: datetime
    version: int

    @classmethod
    def of(cls, invitation: Invitation) -> Self:
        state = invitation.state
        return cls(
            id=state.id,
            email=state.email.text,
            status=state.status.value,
            expires_at=state.expires_at,
            version=invitation.version,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SendInvitation(Command[InvitationView]):
    """It is good for so many `days`."""

    email: str
    days: int = 7


async def send_invitation(command: SendInvitation, unit: InvitingUnit) -> InvitationView:
    """Raises `InvalidValue`, `AlreadyInvited`, `Undeliverable`, `Unavailable`."""
    invitation = new_invitation(command, unit)
    await unit.invitations.add(invitation)
    await unit.mailer.send(letter_to(invitation))
    return InvitationView.of(invitation)


_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_MOST_DAYS: Final = 30


def new_invitation(command: SendInvitation, unit: InvitingUnit) -> Invitation:
    """Raises `InvalidValue`, with the path of the field."""
    if not 1 <= command.days <= _MOST_DAYS:
        message = f"An invitation is good for 1 to {_MOST_DAYS} days."
        raise InvalidValue(message, path=("days",))
    now = unit.clock.now()
    return Invitation.send(
        id=InvitationId(uuid7(now)),
        tenant_id=unit.tenant.id,
        email=EmailAddress(command.email),
        code=InviteCode("".join(secrets.choice(_LETTERS) for _ in range(8))),
        expires_at=now + timedelta(days=command.days),
        now=now,
    )


def letter_to(invitation: Invitation) -> Letter:
    state = invitation.state
    return Letter(state.email, "You are invited", f"Your code is {state.code.text}.")
