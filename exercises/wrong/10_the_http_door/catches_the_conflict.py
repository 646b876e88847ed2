"""You catch the conflict in the route, to give it a status.

It has one, in the table, and with it its code and its place. Raised anew as an `HTTPException`, it
has lost both.

task: 2
check: refusals_pass_through
message: the code `'conflict'`
"""

from typing import NotRequired

from fastapi import APIRouter, HTTPException
from pydantic import ConfigDict, TypeAdapter, with_config
from starlette.requests import Request
from starlette.responses import Response
from typing_extensions import TypedDict

from exercises.invitations.door import PREFIX
from exercises.invitations.errors import AlreadyInvited
from exercises.invitations.sending import InvitationView, SendInvitation
from reference_app.presentation.http.body import JsonRoute
from reference_app.presentation.http.context import bus
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
        try:
            view = await bus(request).execute(SendInvitation(**new))
        except AlreadyInvited as error:
            raise HTTPException(409, str(error)) from error
        headers = {"Location": f"{PREFIX}/{view.id}", "ETag": etag_of(view.version)}
        return Response(_json(view), 201, headers, media_type="application/json")

    return router
