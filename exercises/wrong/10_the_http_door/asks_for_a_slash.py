"""Your route has another address than `/api/v1/invitations`.

An address is compared letter by letter. Under the prefix the path is `""`; with `"/"` it ends in a
slash, and that is another one.

task: 2
check: an_invitation_is_sent
message: was answered 404; it should be 201
check: the_answer_says_where_and_which_version
check: another_shape_is_refused
check: bytes_are_understood_first
check: refusals_pass_through
check: no_answer_before_the_commit
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

    @router.post("/", status_code=201)
    async def invite(request: Request, new: NewInvitation) -> Response:
        view = await bus(request).execute(SendInvitation(**new))
        headers = {"Location": f"{PREFIX}/{view.id}", "ETag": etag_of(view.version)}
        return Response(_json(view), 201, headers, media_type="application/json")

    return router
