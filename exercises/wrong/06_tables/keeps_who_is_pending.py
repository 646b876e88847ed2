"""You put a twelfth column into the row, so that nobody has to compare words.

The table has eleven, and an insert with one that it does not know is refused. What can be told
from another column needs none.

task: 1
check: the_row_has_all_eleven_columns
message: 'is_pending'
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
    state = invitation.state
    same = {name: getattr(state, name) for name in SAME}
    return same | {
        "email": state.email.text,
        "email_key": state.email.key,
        "code": state.code.text,
        "code_key": state.code.key,
        "status": state.status.value,
        "version": invitation.version + 1,
        "is_pending": invitation.is_pending,
    }
