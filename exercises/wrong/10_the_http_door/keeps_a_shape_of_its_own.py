"""You translate in the mailer, and keep the answer that the route had.

Your letter said there is one shape, and her parser knows one. A route that lets `Unavailable` pass
gets the shape, and `Retry-After` with it.

task: 3
check: pigeons_that_are_down_are_an_outage
message: was answered 503 in a shape of its own
check: pigeons_may_be_down_in_any_way
"""

from dataclasses import dataclass
from uuid import UUID

from fastapi import APIRouter
from pydantic import TypeAdapter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
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
        try:
            await self._post.fly(letter.to.text, letter.text)
        except PigeonDown as down:
            raise Unavailable("No pigeon flies now.") from down
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
        try:
            return rendered(await bus(request).execute(SendInvitation(**new)), 201)
        except Unavailable:
            return JSONResponse({"error": "no mail"}, 503)

    @router.post("/{invitation_id:uuid}/remind")
    async def remind(request: Request, invitation_id: UUID) -> Response:
        command = RemindGuest(invitation_id=InvitationId(invitation_id))
        return rendered(await bus(request).execute(command), 200)

    return router


def rendered(view: InvitationView, status: int) -> Response:
    content = TypeAdapter(InvitationView).dump_json(view)
    return Response(content, status, media_type="application/json")
