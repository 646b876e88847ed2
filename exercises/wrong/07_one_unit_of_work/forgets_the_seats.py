"""You believe that an invitation keeps a seat free.

Nothing has been kept: others may have come since the letter was sent. Whoever becomes a user
needs a seat that is free now.

task: 2
check: who_accepts_needs_a_seat
message: gave `UserView(
check: a_refusal_uses_up_no_code
"""

from dataclasses import dataclass

from exercises.invitations.codes import InviteCode
from exercises.invitations.errors import InvitationNotFound
from exercises.invitations.ports import InvitingUnit
from reference_app.application.messages import Command
from reference_app.application.views import UserView
from reference_app.domain.ids import UserId, uuid7
from reference_app.domain.users import User
from reference_app.domain.values import Username


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptInvitation(Command[UserView]):
    code: str
    username: str


async def accept_invitation(command: AcceptInvitation, uow: InvitingUnit) -> UserView:
    invitation = await uow.invitations.find_by_code(InviteCode(command.code))
    if invitation is None:
        raise InvitationNotFound("There is no invitation with this code.", path=("code",))
    now = uow.clock.now()
    invitation.accept(now)
    user = User.create(
        id=UserId(uuid7(now)),
        tenant_id=uow.tenant.id,
        email=invitation.state.email,
        username=Username(command.username),
        full_name=None,
        now=now,
    )
    await uow.users.add([user])
    await uow.invitations.save(invitation)
    return UserView.of(user)
