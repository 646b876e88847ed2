"""You do the work and ask for the seat at the end.

The refusal comes after the letter, and nobody calls a letter back. Ask before you do.

task: 2
check: after_a_refusal_no_letter_is_under_way
message: A guest who finds no seat got a letter
"""

from datetime import timedelta

from exercises.invitations.events import InvitationId
from exercises.invitations.ports import InvitingUnit, Letter
from reference_app.application.messages import Command
from reference_app.domain.ids import uuid7
from reference_app.domain.services import require_seats
from reference_app.domain.values import EmailAddress


@dataclass(frozen=True, kw_only=True)
class InviteUser(Command[InvitationView]):
    email: str


def make(command: InviteUser, uow: InvitingUnit) -> Invitation:
    now = uow.clock.now()
    return Invitation.send(
        id=InvitationId(uuid7(now)),
        tenant_id=uow.tenant.id,
        email=EmailAddress(command.email),
        code=new_code(),
        expires_at=now + timedelta(days=7),
        now=now,
    )


async def mail(invitation: Invitation, uow: InvitingUnit) -> None:
    text = f"Your code is {invitation.state.code.text}."
    await uow.mailer.send(Letter(invitation.state.email, "You are invited", text))


async def invite_user(command: InviteUser, uow: InvitingUnit) -> InvitationView:
    invitation = make(command, uow)
    await uow.invitations.add(invitation)
    await mail(invitation, uow)
    require_seats(uow.tenant, used=await uow.users.count_seats_used())
    return InvitationView.of(invitation)


COMMANDS = {InviteUser: invite_user}
