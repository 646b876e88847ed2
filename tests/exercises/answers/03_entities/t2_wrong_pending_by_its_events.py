# task 2 | wrong | expect: rejected | what happened to it is read in its events, which are gone once it is stored
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
    """`expires_at` is the first moment at which it is too late."""

    id: InvitationId
    tenant_id: TenantId
    email: EmailAddress
    code: InviteCode
    sent_at: datetime
    expires_at: datetime
    status: Status = Status.PENDING


class Invitation(Aggregate[InvitationState]):
    """A seat offered to an email. Pending until it is accepted, revoked or expired; then closed."""

    @property
    def is_pending(self) -> bool:
        return not self._events or isinstance(self._events[-1], InvitationSent)

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
        """Raises `InvitationClosed` unless it is pending and in time."""
        if not self.is_pending or now >= self.state.expires_at:
            raise InvitationClosed("This invitation is closed.")
        self._record(
            InvitationAccepted(at=now, invitation_id=self.state.id), status=Status.ACCEPTED
        )

    def revoke(self, now: datetime) -> None:
        """Silent for one that is revoked or expired. Raises `InvitationClosed` for one accepted."""
        if self.state.status is Status.ACCEPTED:
            raise InvitationClosed("This invitation is accepted: delete the user instead.")
        if self.is_pending:
            self._record(
                InvitationRevoked(at=now, invitation_id=self.state.id), status=Status.REVOKED
            )

    def expire(self, now: datetime) -> None:
        """Silent unless it is pending and its time is over."""
        if self.is_pending and now >= self.state.expires_at:
            self._record(
                InvitationExpired(at=now, invitation_id=self.state.id), status=Status.EXPIRED
            )
