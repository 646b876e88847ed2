"""You let the invitation be stored, and forget the letter.

The answer is a 201, and nobody will ever get a code. A letter that can't be sent is a reason to
refuse, as long as nobody sends it later.

task: 3
check: pigeons_that_are_down_are_an_outage
message: was answered 201; it should be 503
check: an_outage_is_one_at_both_routes
check: pigeons_may_be_down_in_any_way
check: whoever_asks_the_bus_hears_of_an_outage
"""

import logging
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
from reference_app.presentation.http.body import JsonRoute
from reference_app.presentation.http.context import bus


class PigeonMailer:
    """The port `Mailer`, by Pigeon Post."""

    def __init__(self, post: PigeonPost) -> None:
        self._post = post

    async def send(self, letter: Letter) -> None:
        try:
            await self._post.fly(letter.to.text, letter.text)
        except PigeonDown as down:
            logging.getLogger(__name__).warning("No pigeon flies now: %r", down)
        except NoSuchRoof as unknown:
            raise Undeliverable("No letter can be delivered to this address.") from unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindGuest(Command[InvitationView]):
    invitation_id: InvitationId


async def send_invitation(command: SendInvitation, unit: InvitingUnit) -> InvitationView:
    invitation = new_invitation(command, unit)
    await unit.invitations.add(invitation)
    try:
        await unit.mailer.send(letter_to(invitation))
    except Undeliverable as refusal:
        raise refusal.under("email") from None
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
        return rendered(await bus(request).execute(SendInvitation(**new)), 201)

    @router.post("/{invitation_id:uuid}/remind")
    async def remind(request: Request, invitation_id: UUID) -> Response:
        command = RemindGuest(invitation_id=InvitationId(invitation_id))
        return rendered(await bus(request).execute(command), 200)

    return router


def rendered(view: InvitationView, status: int) -> Response:
    content = TypeAdapter(InvitationView).dump_json(view)
    return Response(content, status, media_type="application/json")
