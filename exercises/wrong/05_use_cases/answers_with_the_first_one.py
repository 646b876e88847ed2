"""You answer a second invitation with the first one.

Whoever clicks twice may be glad; whoever asks for another letter believes that one is on its
way. The second one is refused: `AlreadyInvited`.

task: 2
check: who_is_invited_is_refused
message: gave `InvitationView(
"""

from datetime import timedelta

from exercises.invitations.events import InvitationId
from exercises.invitations.ports import InvitingUnit, Letter
from reference_app.application.messages import Command
from reference_app.domain.ids import uuid7
from reference_app.domain.services import require_seats
from reference_app.domain.values import EmailAddress


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteUser(Command[InvitationView]):
    email: str


async def invite_user(command: InviteUser, uow: InvitingUnit) -> InvitationView:
    now = uow.clock.now()
    invitation = Invitation.send(
        id=InvitationId(uuid7(now)),
        tenant_id=uow.tenant.id,
        email=EmailAddress(command.email),
        code=new_code(),
        expires_at=now + timedelta(days=7),
        now=now,
    )
    pending = await uow.invitations.find_pending(invitation.state.email)
    if pending is not None:
        return InvitationView.of(pending)
    require_seats(uow.tenant, used=await uow.users.count_seats_used())
    await uow.invitations.add(invitation)
    await uow.mailer.send(_letter(invitation))
    return InvitationView.of(invitation)


def _letter(invitation: Invitation) -> Letter:
    state = invitation.state
    return Letter(state.email, "You are invited", f"Your code is {state.code.text}.")


COMMANDS = {InviteUser: invite_user}
