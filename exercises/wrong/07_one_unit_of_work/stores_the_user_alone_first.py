"""You store first what can be refused, commit, and believe that nothing can go wrong after it.

A statement can fail for other reasons than a rule: a disk, a connection. Then there is a user, and
the code still works.

task: 2
check: both_or_neither
message: The UPDATE of `invitations` failed
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
    email = invitation.state.email.text
    user = await create_user(CreateUser(email=email, username=command.username), uow)
    await uow.commit()
    await uow.invitations.save(invitation)
    return user
