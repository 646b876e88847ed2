"""You refuse with a status of HTTP.

The command line tool has no status, and a test of the handler needs no door. Raise what the domain
says; each door translates.

task: 2
check: who_finds_no_seat_is_refused
message: raised `HTTPException
"""

from datetime import timedelta

from fastapi import HTTPException

from exercises.invitations.events import InvitationId
from exercises.invitations.ports import InvitingUnit, Letter
from reference_app.application.messages import Command
from reference_app.domain.ids import uuid7
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
    used = await uow.users.count_seats_used()
    if uow.tenant.seats is not None and used >= uow.tenant.seats:
        raise HTTPException(409, "All seats are taken.")
    await uow.invitations.add(invitation)
    await mail(invitation, uow)
    return InvitationView.of(invitation)


COMMANDS = {InviteUser: invite_user}
