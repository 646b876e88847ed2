"""You go on when `save` raises `Conflict`: somebody has closed the invitation, after all.

Somebody has accepted it, or revoked it, and it was not Mary. Then she becomes a user by a code
that was used up. Let it through.

task: 2
check: what_nobody_foresees_goes_through
message: `Conflict: Somebody was faster`, which came up within
"""

from contextlib import suppress
from dataclasses import dataclass

from exercises.invitations.codes import InviteCode
from exercises.invitations.errors import InvitationNotFound
from exercises.invitations.ports import InvitingUnit
from reference_app.application.messages import Command
from reference_app.application.users import CreateUser, create_user
from reference_app.application.views import UserView
from reference_app.domain.errors import Conflict


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptInvitation(Command[UserView]):
    code: str
    username: str


async def accept_invitation(command: AcceptInvitation, uow: InvitingUnit) -> UserView:
    invitation = await uow.invitations.find_by_code(InviteCode(command.code))
    if invitation is None:
        raise InvitationNotFound("There is no invitation with this code.", path=("code",))
    invitation.accept(uow.clock.now())
    with suppress(Conflict):
        await uow.invitations.save(invitation)
    email = invitation.state.email.text
    return await create_user(CreateUser(email=email, username=command.username), uow)
