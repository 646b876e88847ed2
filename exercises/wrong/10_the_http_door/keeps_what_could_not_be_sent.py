"""You store the invitation when its letter could not be sent.

Its client hears an error, sends again, and is told that the email is invited already. Nobody has
the code. What is refused stores nothing.

task: 2
check: of_what_is_refused_nothing_is_stored
message: was answered 503, and the invitation is stored all the same
"""

from typing import NotRequired

from fastapi import APIRouter
from pydantic import ConfigDict, TypeAdapter, with_config
from starlette.requests import Request
from starlette.responses import Response
from typing_extensions import TypedDict

from exercises.invitations.door import PREFIX
from exercises.invitations.sending import InvitationView, SendInvitation, new_invitation
from reference_app.application.ports import Unavailable
from reference_app.presentation.http.body import JsonRoute
from reference_app.presentation.http.context import bus, running
from reference_app.presentation.http.etag import etag_of


@with_config(ConfigDict(strict=True, extra="forbid"))
class NewInvitation(TypedDict):
    email: str
    days: NotRequired[int]


_json = TypeAdapter(InvitationView).dump_json


def create_router() -> APIRouter:
    """`POST /api/v1/invitations`: parses, asks the bus, renders."""
    router = APIRouter(prefix=PREFIX, route_class=JsonRoute)

    @router.post("", status_code=201)
    async def invite(request: Request, new: NewInvitation) -> Response:
        command = SendInvitation(**new)
        try:
            view = await bus(request).execute(command)
        except Unavailable:
            async with running(request.scope).units.write() as unit:
                await unit.invitations.add(new_invitation(command, unit))
                await unit.commit()
            raise
        headers = {"Location": f"{PREFIX}/{view.id}", "ETag": etag_of(view.version)}
        return Response(_json(view), 201, headers, media_type="application/json")

    return router
