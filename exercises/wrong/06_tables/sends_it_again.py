"""You make a loaded invitation with `Invitation.send`.

That one is for new ones: it records that a letter is due. Whatever has an event is taken for
changed, and is saved and told again. What is loaded is made of its state.

task: 1
check: nothing_has_happened_to_what_is_loaded
message: gave `True`; it should give `False`
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
    sent = Invitation.send(
        id=state.id,
        tenant_id=state.tenant_id,
        email=state.email,
        code=state.code,
        expires_at=state.expires_at,
        now=state.sent_at,
    )
    return Invitation(state, row.version, events=sent.stored())


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
