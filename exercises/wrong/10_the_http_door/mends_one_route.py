"""You mend the route of which the form complained.

Every other caller has the same fault, and the next route that sends a letter will have it too. What
all of them call is the mailer.

task: 3
check: an_outage_is_one_at_both_routes
message: /remind` was answered 500
check: pigeons_may_be_down_in_any_way
check: an_address_of_nobody_is_a_conflict
check: a_reminder_has_no_field_to_mend
check: whoever_asks_the_bus_hears_of_an_outage
check: whoever_asks_the_bus_hears_of_an_address
"""

from dataclasses import dataclass
from uuid import UUID

from fastapi import APIRouter
from pydantic import TypeAdapter
from starlette.requests import Request
from starlette.responses import Response
from typing_extensions import TypedDict

from exercises.invitations.door import PREFIX
from exercises.invitations.errors import InvitationNotFound
from exercises.invitations.events import InvitationId
from exercises.invitations.ports import InvitingUnit, Letter
from exercises.invitations.sending import (
    InvitationView,
    SendInvitation,
    Undeliverable,
    letter_to,
    new_invitation,
)
from reference_app.application.messages import Command
from reference_app.application.ports import Unavailable
from reference_app.presentation.http.body import JsonRoute
from reference_app.presentation.http.context import bus


class PigeonMailer:
    """The port `Mailer`, by Pigeon Post."""

    def __init__(self, post: PigeonPost) -> None:
        self._post = post

    async def send(self, letter: Letter) -> None:
        await self._post.fly(letter.to.text, letter.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindGuest(Command[InvitationView]):
    invitation_id: InvitationId


async def send_invitation(command: SendInvitation, unit: InvitingUnit) -> InvitationView:
    invitation = new_invitation(command, unit)
    await unit.invitations.add(invitation)
    await unit.mailer.send(letter_to(invitation))
    return InvitationView.of(invitation)


async def remind_guest(command: RemindGuest, unit: InvitingUnit) -> InvitationView:
    invitation = await unit.invitations.get(command.invitation_id)
    if invitation is None:
        raise InvitationNotFound("There is no invitation with this id.")
    await unit.mailer.send(letter_to(invitation))
    return InvitationView.of(invitation)


COMMANDS = {SendInvitation: send_invitation, RemindGuest: remind_guest}


class NewInvitation(TypedDict):
    email: str


def create_router() -> APIRouter:
    router = APIRouter(prefix=PREFIX, route_class=JsonRoute)

    @router.post("", status_code=201)
    async def invite(request: Request, new: NewInvitation) -> Response:
        try:
            return rendered(await bus(request).execute(SendInvitation(**new)), 201)
        except PigeonDown as down:
            raise Unavailable("No pigeon flies now.") from down
        except NoSuchRoof as unknown:
            message = "No letter can be delivered to this address."
            raise Undeliverable(message, path=("email",)) from unknown

    @router.post("/{invitation_id:uuid}/remind")
    async def remind(request: Request, invitation_id: UUID) -> Response:
        command = RemindGuest(invitation_id=InvitationId(invitation_id))
        return rendered(await bus(request).execute(command), 200)

    return router


def rendered(view: InvitationView, status: int) -> Response:
    content = TypeAdapter(InvitationView).dump_json(view)
    return Response(content, status, media_type="application/json")
