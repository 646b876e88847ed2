"""You replace the state yourself, and record nothing.

Nobody hears of the change, and no store writes it: both go by the events. `_record` is the one
method that moves.

task: 2
check: what_happens_is_one_event
message: `invitation.stored()` gave `[]`
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from exercises.invitations.codes import InviteCode
from exercises.invitations.errors import InvitationClosed
from exercises.invitations.events import (
    InvitationExpired,
    InvitationId,
    InvitationRevoked,
    InvitationSent,
)
from reference_app.domain.aggregate import Aggregate, State
from reference_app.domain.ids import TenantId
from reference_app.domain.values import EmailAddress


class Status(Enum):
    PENDING = "pending"
    ACCEPTED = "accepted"
    REVOKED = "revoked"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationState(State):
    id: InvitationId
    tenant_id: TenantId
    email: EmailAddress
    code: InviteCode
    sent_at: datetime
    expires_at: datetime
    status: Status = Status.PENDING


class Invitation(Aggregate[InvitationState]):
    @property
    def is_pending(self) -> bool:
        return self.state.status is Status.PENDING

    @classmethod
    def send(
        cls,
        *,
        id: InvitationId,
        tenant_id: TenantId,
        email: EmailAddress,
        code: InviteCode,
        expires_at: datetime,
        now: datetime,
    ) -> "Invitation":
        sent = InvitationSent(at=now, invitation_id=id)
        state = InvitationState(
            id=id,
            tenant_id=tenant_id,
            email=email,
            code=code,
            sent_at=sent.at,
            expires_at=expires_at,
            updated_at=sent.at,
        )
        return cls(state, events=[sent])

    def accept(self, now: datetime) -> None:
        if not self.is_pending or now >= self.state.expires_at:
            raise InvitationClosed("This invitation is closed.")
        self._state = replace(self._state, status=Status.ACCEPTED, updated_at=now)

    def revoke(self, now: datetime) -> None:
        if self.state.status is Status.ACCEPTED:
            raise InvitationClosed("Delete the user instead.")
        if self.is_pending:
            event = InvitationRevoked(at=now, invitation_id=self.state.id)
            self._record(event, status=Status.REVOKED)

    def expire(self, now: datetime) -> None:
        if self.is_pending and now >= self.state.expires_at:
            event = InvitationExpired(at=now, invitation_id=self.state.id)
            self._record(event, status=Status.EXPIRED)
