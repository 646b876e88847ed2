"""You commit at the end of the handler, to be sure.

The bus commits, and looks first whether anybody still wants it. A handler that commits does not
look.

task: 2
check: what_nobody_wants_is_not_stored
message: Mary hung up while
"""

from dataclasses import dataclass

from exercises.invitations.codes import InviteCode
from exercises.invitations.errors import InvitationNotFound
from exercises.invitations.ports import InvitingUnit
from reference_app.application.messages import Command
from reference_app.application.users import CreateUser, create_user
from reference_app.application.views import UserView


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptInvitation(Command[UserView]):
    code: str
    username: str


async def accept_invitation(command: AcceptInvitation, uow: InvitingUnit) -> UserView:
    invitation = await uow.invitations.find_by_code(InviteCode(command.code))
    if invitation is None:
        raise InvitationNotFound("There is no invitation with this code.", path=("code",))
    invitation.accept(uow.clock.now())
    await uow.invitations.save(invitation)
    email = invitation.state.email.text
    user = await create_user(CreateUser(email=email, username=command.username), uow)
    await uow.commit()
    return user
