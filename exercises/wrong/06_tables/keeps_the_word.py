"""You keep the status as the word that the row has.

`'pending' is Status.PENDING` is false: such an invitation is neither pending nor anything else,
and every rule that asks is wrong. What comes through the gate is a value of the domain.

task: 1
check: a_row_becomes_an_invitation
message: gave `'pending'`; it should
"""

from typing import Any

from sqlalchemy import Row

from exercises.invitations.codes import InviteCode
from exercises.invitations.entities import Invitation, InvitationState
from reference_app.domain.values import EmailAddress

SAME = ("id", "tenant_id", "sent_at", "expires_at", "updated_at")


def invitation_of(row: Row[Any]) -> Invitation:
    """As it was stored: nothing has happened to it since."""
    same = {name: getattr(row, name) for name in SAME}
    state = InvitationState(
        **same, email=EmailAddress(row.email), code=InviteCode(row.code), status=row.status
    )
    return Invitation(state, row.version)


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
