"""You left the status to FastAPI, and it says 200.

A 201 says that something was made, and `Location` where. A client that repeats a lost request has
to know the difference.

task: 2
check: an_invitation_is_sent
message: was answered 200; it should be 201
"""

from typing import NotRequired

from fastapi import APIRouter
from pydantic import ConfigDict, TypeAdapter, with_config
from starlette.requests import Request
from starlette.responses import Response
from typing_extensions import TypedDict

from exercises.invitations.door import PREFIX
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

    @router.post("")
    async def invite(request: Request, new: NewInvitation) -> Response:
        view = await bus(request).execute(SendInvitation(**new))
        headers = {"Location": f"{PREFIX}/{view.id}", "ETag": etag_of(view.version)}
        return Response(_json(view), 200, headers, media_type="application/json")

    return router
