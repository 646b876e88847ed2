"""You commit the invitation first, so that nobody else can use the code meanwhile.

Nobody can: the transaction has the only writer. And when the user is refused now, the code is used
up. That was the complaint.

task: 2
check: what_refuses_the_user_goes_through
message: raised `InvitationClosed
check: a_refusal_uses_up_no_code
check: both_or_neither
check: what_nobody_wants_is_not_stored
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
    await uow.commit()
    email = invitation.state.email.text
    return await create_user(CreateUser(email=email, username=command.username), uow)
