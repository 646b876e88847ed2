# task 2 | wrong | expect: rejected | whoever is invited holds a seat already
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
    require_seats(uow.tenant, used=await uow.users.count_seats_used() + len(uow.invitations.stored))
    await uow.invitations.add(invitation)
    await uow.mailer.send(_letter(invitation))
    return InvitationView.of(invitation)


def _letter(invitation: Invitation) -> Letter:
    state = invitation.state
    return Letter(state.email, "You are invited", f"Your code is {state.code.text}.")


COMMANDS = {InviteUser: invite_user}
