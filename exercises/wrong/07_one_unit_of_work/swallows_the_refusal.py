"""You catch the refusal in the handler, and believe that this undoes the rest.

For the bus, a handler that returns has succeeded: it commits what was written. A refusal has to
reach the bus.

task: 2
check: who_accepts_needs_a_seat
message: gave `None`; it should raise `SeatsTaken`
check: what_refuses_the_user_goes_through
check: what_nobody_foresees_goes_through
check: a_refusal_uses_up_no_code
"""

from dataclasses import dataclass

from exercises.invitations.codes import InviteCode
from exercises.invitations.errors import InvitationNotFound
from exercises.invitations.ports import InvitingUnit
from reference_app.application.messages import Command
from reference_app.application.users import CreateUser, create_user
from reference_app.application.views import UserView
from reference_app.domain.errors import DomainError


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptInvitation(Command[UserView]):
    code: str
    username: str


async def accept_invitation(command: AcceptInvitation, uow: InvitingUnit) -> UserView | None:
    invitation = await uow.invitations.find_by_code(InviteCode(command.code))
    if invitation is None:
        raise InvitationNotFound("There is no invitation with this code.", path=("code",))
    invitation.accept(uow.clock.now())
    await uow.invitations.save(invitation)
    email = invitation.state.email.text
    newcomer = CreateUser(email=email, username=command.username)
    try:
        return await create_user(newcomer, uow)
    except DomainError:
        return None
