"""You count the moment `expires_at` as still in time.

It is the first moment at which it is too late. Then an invitation is in time or over, and never
both.

task: 2
check: the_end_is_the_first_moment_too_late
message: `invitation.accept(too_late)` gave
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from exercises.invitations.codes import InviteCode
from exercises.invitations.errors import InvitationClosed
from exercises.invitations.events import (
    InvitationAccepted,
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
        if not self.is_pending or now > self.state.expires_at:
            raise InvitationClosed("This invitation is closed.")
        event = InvitationAccepted(at=now, invitation_id=self.state.id)
        self._record(event, status=Status.ACCEPTED)

    def revoke(self, now: datetime) -> None:
        if self.state.status is Status.ACCEPTED:
            raise InvitationClosed("Delete the user instead.")
        if self.is_pending:
            event = InvitationRevoked(at=now, invitation_id=self.state.id)
            self._record(event, status=Status.REVOKED)

    def expire(self, now: datetime) -> None:
        if self.is_pending and now > self.state.expires_at:
            event = InvitationExpired(at=now, invitation_id=self.state.id)
            self._record(event, status=Status.EXPIRED)
