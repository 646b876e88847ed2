"""You say in your own words why the user was refused.

The refusal has words of the domain, a class and a path; each door makes of it what it needs. A
new one in its place knows less.

task: 2
check: what_refuses_the_user_goes_through
message: raised `InvalidValue
"""

from dataclasses import dataclass

from exercises.invitations.codes import InviteCode
from exercises.invitations.errors import InvitationNotFound
from exercises.invitations.ports import InvitingUnit
from reference_app.application.messages import Command
from reference_app.application.users import CreateUser, create_user
from reference_app.application.views import UserView
from reference_app.domain.errors import EmailTaken, InvalidValue, UsernameTaken


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
    try:
        return await create_user(CreateUser(email=email, username=command.username), uow)
    except (EmailTaken, UsernameTaken) as error:
        raise InvalidValue("Choose another one.", path=("username",)) from error
