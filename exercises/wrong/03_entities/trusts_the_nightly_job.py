"""You look at the status alone: too late is what the nightly job has marked.

Between the end and the job's next visit there are hours in which everybody gets in. That it is too
late follows from `expires_at` and the time.

task: 2
check: time_decides_and_no_job
message: `invitation.accept(a_year_later)` gave
check: the_end_is_the_first_moment_too_late
check: a_refusal_changes_no_invitation
check: every_way_of_three_calls_ends_well
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
        if not self.is_pending:
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
        if self.is_pending and now >= self.state.expires_at:
            event = InvitationExpired(at=now, invitation_id=self.state.id)
            self._record(event, status=Status.EXPIRED)
