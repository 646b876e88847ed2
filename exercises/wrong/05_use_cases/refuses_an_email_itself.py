"""You refuse what is no email yourself.

`EmailAddress` does, and names the place where it stood. A second rule will be another one some
day.

task: 2
check: what_is_no_email_is_refused
message: path `()`
"""

from datetime import timedelta

from exercises.invitations.events import InvitationId
from exercises.invitations.ports import InvitingUnit, Letter
from reference_app.application.messages import Command
from reference_app.domain.errors import InvalidValue
from reference_app.domain.ids import uuid7
from reference_app.domain.services import require_seats
from reference_app.domain.values import EmailAddress


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteUser(Command[InvitationView]):
    email: str


async def invite_user(command: InviteUser, uow: InvitingUnit) -> InvitationView:
    if "@" not in command.email:
        raise InvalidValue("This is no email.")
    now = uow.clock.now()
    invitation = Invitation.send(
        id=InvitationId(uuid7(now)),
        tenant_id=uow.tenant.id,
        email=EmailAddress(command.email),
        code=new_code(),
        expires_at=now + timedelta(days=7),
        now=now,
    )
    require_seats(uow.tenant, used=await uow.users.count_seats_used())
    await uow.invitations.add(invitation)
    await uow.mailer.send(_letter(invitation))
    return InvitationView.of(invitation)


def _letter(invitation: Invitation) -> Letter:
    state = invitation.state
    return Letter(state.email, "You are invited", f"Your code is {state.code.text}.")


COMMANDS = {InviteUser: invite_user}
