"""Our answer to task 1 of exercise 6: from a row to an invitation, and back."""

from typing import Any

from sqlalchemy import Row

from exercises.invitations.codes import InviteCode
from exercises.invitations.entities import Invitation, InvitationState, Status
from exercises.invitations.events import InvitationId
from reference_app.domain.ids import TenantId
from reference_app.domain.values import EmailAddress


def invitation_of(row: Row[Any]) -> Invitation:
    state = InvitationState(
        id=InvitationId(row.id),
        tenant_id=TenantId(row.tenant_id),
        email=EmailAddress(row.email),
        code=InviteCode(row.code),
        sent_at=row.sent_at,
        expires_at=row.expires_at,
        status=Status(row.status),
        updated_at=row.updated_at,
    )
    return Invitation(state, row.version)


def columns_of(invitation: Invitation) -> dict[str, Any]:
    """The row as it will be stored next."""
    state = invitation.state
    return {
        "id": state.id,
        "tenant_id": state.tenant_id,
        "email": state.email.text,
        "email_key": state.email.key,
        "code": state.code.text,
        "code_key": state.code.key,
        "sent_at": state.sent_at,
        "expires_at": state.expires_at,
        "status": state.status.value,
        "updated_at": state.updated_at,
        "version": invitation.version + 1,
    }
