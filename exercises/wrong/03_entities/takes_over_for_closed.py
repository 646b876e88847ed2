"""You let an invitation be pending no longer when its time is over.

Pending is what has happened to it: nothing yet. A property has no `now`, and whoever asks the
machine instead gets another answer in a test, in a replay and tomorrow.

task: 2
check: every_way_of_three_calls_ends_well
message: `invitation.is_pending` gave `False`
"""

from dataclasses import dataclass
from datetime import UTC, datetime
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
        in_time = datetime.now(UTC) < self.state.expires_at
        return self.state.status is Status.PENDING and in_time

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
        if self.state.status is not Status.PENDING or now >= self.state.expires_at:
            raise InvitationClosed("This invitation is closed.")
        self._record(
            InvitationAccepted(at=now, invitation_id=self.state.id), status=Status.ACCEPTED
        )

    def revoke(self, now: datetime) -> None:
        if self.state.status is Status.ACCEPTED:
            raise InvitationClosed("This invitation is accepted: delete the user instead.")
        if self.state.status is Status.PENDING:
            self._record(
                InvitationRevoked(at=now, invitation_id=self.state.id), status=Status.REVOKED
            )

    def expire(self, now: datetime) -> None:
        if self.state.status is Status.PENDING and now >= self.state.expires_at:
            self._record(
                InvitationExpired(at=now, invitation_id=self.state.id), status=Status.EXPIRED
            )
