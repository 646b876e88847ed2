"""You leave the version to the database.

Nobody counts there. What is loaded at version 0 believes that it was never stored, and its next
save looks for a row with version 0.

task: 1
check: what_is_loaded_has_the_version_of_its_row
message: gave `0`; it should give `3`
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
    return Invitation(state)


def columns_of(invitation: Invitation) -> dict[str, Any]:
    """The row as it will be stored next."""
    state = invitation.state
    same = {name: getattr(state, name) for name in SAME}
    return same | {
        "email": state.email.text,
        "email_key": state.email.key,
        "code": state.code.text,
        "code_key": state.code.key,
        "status": state.status.value,
        "version": invitation.version + 1,
    }
