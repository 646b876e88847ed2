"""Your `add` never runs: nobody calls it, or nobody awaits the call.

A coroutine that nobody awaits never begins. Nothing is stored then, and nothing is refused.

task: 2
check: an_invitation_is_stored
message: 0 invitations are stored
check: it_is_of_the_units_tenant
check: it_is_good_for_seven_days
check: its_id_tells_when_it_was_made
check: the_letter_has_the_code
check: each_guest_has_their_own_code
check: the_answer_is_a_view
check: who_is_invited_is_refused
check: after_a_refusal_no_letter_is_under_way
check: after_a_refusal_nothing_is_stored
check: what_a_port_raises_goes_through
check: the_bus_finds_it_in_the_catalog
"""

from datetime import timedelta

from exercises.invitations.events import InvitationId
from exercises.invitations.ports import InvitingUnit, Letter
from reference_app.application.messages import Command
from reference_app.domain.ids import uuid7
from reference_app.domain.services import require_seats
from reference_app.domain.values import EmailAddress


@dataclass(frozen=True, kw_only=True)
class InviteUser(Command[InvitationView]):
    email: str


def make(command: InviteUser, uow: InvitingUnit) -> Invitation:
    now = uow.clock.now()
    return Invitation.send(
        id=InvitationId(uuid7(now)),
        tenant_id=uow.tenant.id,
        email=EmailAddress(command.email),
        code=new_code(),
        expires_at=now + timedelta(days=7),
        now=now,
    )


async def mail(invitation: Invitation, uow: InvitingUnit) -> None:
    text = f"Your code is {invitation.state.code.text}."
    await uow.mailer.send(Letter(invitation.state.email, "You are invited", text))


async def invite_user(command: InviteUser, uow: InvitingUnit) -> InvitationView:
    invitation = make(command, uow)
    require_seats(uow.tenant, used=await uow.users.count_seats_used())
    uow.invitations.add(invitation)
    await mail(invitation, uow)
    return InvitationView.of(invitation)


COMMANDS = {InviteUser: invite_user}
