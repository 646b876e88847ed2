"""You tell the invitation that it is stored when you take its columns.

Nobody has stored it yet, and the database may refuse it. The gate translates; the store tells,
when the statement has succeeded.

task: 1
check: an_invitation_is_what_it_was
message: After `columns_of(invitation)`, `invitation.version` gives `1`
"""

from typing import Any

from sqlalchemy import Row

from exercises.invitations.codes import InviteCode
from exercises.invitations.entities import Invitation, InvitationState, Status
from reference_app.domain.values import EmailAddress

SAME = ("id", "tenant_id", "sent_at", "expires_at", "updated_at")


def invitation_of(row: Row[Any]) -> Invitation:
    """As it was stored: nothing has happened to it since."""
    same = {name: getattr(row, name) for name in SAME}
    state = InvitationState(
        **same, email=EmailAddress(row.email), code=InviteCode(row.code), status=Status(row.status)
    )
    return Invitation(state, row.version)


def columns_of(invitation: Invitation) -> dict[str, Any]:
    """The row as it will be stored next."""
    state, version = invitation.state, invitation.version
    invitation.stored()
    same = {name: getattr(state, name) for name in SAME}
    return same | {
        "email": state.email.text,
        "email_key": state.email.key,
        "code": state.code.text,
        "code_key": state.code.key,
        "status": state.status.value,
        "version": version + 1,
    }
