"""You ask the machine what time it is.

The unit has a clock. A test sets it, and all that happens in one unit of work happens at one
time.

task: 2
check: only_an_open_invitation_is_accepted
message: Its time is over.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

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
    invitation.accept(datetime.now(UTC))
    await uow.invitations.save(invitation)
    email = invitation.state.email.text
    return await create_user(CreateUser(email=email, username=command.username), uow)
