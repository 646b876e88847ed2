"""You return what you have changed.

An entity has methods that change it, and a door has no business with them. What was asked for is
the user, as a view.

task: 2
check: the_answer_is_the_users_view
message: an object of `Invitation`
"""

from dataclasses import dataclass

from exercises.invitations.codes import InviteCode
from exercises.invitations.entities import Invitation
from exercises.invitations.errors import InvitationNotFound
from exercises.invitations.ports import InvitingUnit
from reference_app.application.messages import Command
from reference_app.application.users import CreateUser, create_user
from reference_app.application.views import UserView


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptInvitation(Command[UserView]):
    code: str
    username: str


async def accept_invitation(command: AcceptInvitation, uow: InvitingUnit) -> Invitation:
    invitation = await uow.invitations.find_by_code(InviteCode(command.code))
    if invitation is None:
        raise InvitationNotFound("There is no invitation with this code.", path=("code",))
    invitation.accept(uow.clock.now())
    await uow.invitations.save(invitation)
    email = invitation.state.email.text
    await create_user(CreateUser(email=email, username=command.username), uow)
    return invitation
