"""You believe that whoever types a code has an invitation.

People mistype, and others guess. A look-up gives `None` then, and that needs an answer.

task: 2
check: a_code_that_nobody_has_is_refused
message: 'NoneType' object has no attribute 'accept'
check: the_refusal_of_a_code_says_where
"""

from dataclasses import dataclass

from exercises.invitations.codes import InviteCode
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
    invitation.accept(uow.clock.now())
    await uow.invitations.save(invitation)
    email = invitation.state.email.text
    return await create_user(CreateUser(email=email, username=command.username), uow)
