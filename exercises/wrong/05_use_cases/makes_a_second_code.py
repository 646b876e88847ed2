"""You make the code for the letter when you write the letter.

Each call makes another one. The guest gets a code that was never stored, and it opens nothing.

task: 2
check: the_letter_has_the_code
message: is not in the letter
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
    require_seats(uow.tenant, used=await uow.users.count_seats_used())
    await uow.invitations.add(invitation)
    text = f"Your code is {new_code().text}."
    await uow.mailer.send(Letter(invitation.state.email, "You are invited", text))
    return InvitationView.of(invitation)


COMMANDS = {InviteUser: invite_user}
