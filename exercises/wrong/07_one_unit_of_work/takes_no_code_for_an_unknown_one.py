"""You take what is no code for a code that nobody has.

Whoever left a letter out should read that a letter is missing. `InviteCode` says so, and where;
let it through.

task: 2
check: what_is_no_code_is_refused
message: raised `InvitationNotFound
"""

from dataclasses import dataclass

from exercises.invitations.codes import InviteCode
from exercises.invitations.errors import InvitationNotFound
from exercises.invitations.ports import InvitingUnit
from reference_app.application.messages import Command
from reference_app.application.users import CreateUser, create_user
from reference_app.application.views import UserView
from reference_app.domain.errors import InvalidValue


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptInvitation(Command[UserView]):
    code: str
    username: str


async def accept_invitation(command: AcceptInvitation, uow: InvitingUnit) -> UserView:
    try:
        code = InviteCode(command.code)
    except InvalidValue as error:
        raise InvitationNotFound("There is no such code.", path=("code",)) from error
    invitation = await uow.invitations.find_by_code(code)
    if invitation is None:
        raise InvitationNotFound("There is no invitation with this code.", path=("code",))
    invitation.accept(uow.clock.now())
    await uow.invitations.save(invitation)
    email = invitation.state.email.text
    return await create_user(CreateUser(email=email, username=command.username), uow)
