"""You let `null` stand for a field that was left out.

`null` is a value, and no number of days. Whoever sends it means something, and you can't know what:
the route refuses it, and `NotRequired` is for what is absent.

task: 2
check: other_types_are_refused
message: "days": null}` was answered 201
check: a_wrong_shape_has_its_place
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
    days: NotRequired[int | None]


_json = TypeAdapter(InvitationView).dump_json


def create_router() -> APIRouter:
    """`POST /api/v1/invitations`: parses, asks the bus, renders."""
    router = APIRouter(prefix=PREFIX, route_class=JsonRoute)

    @router.post("", status_code=201)
    async def invite(request: Request, new: NewInvitation) -> Response:
        sent = {name: value for name, value in new.items() if value is not None}
        view = await bus(request).execute(SendInvitation(**sent))
        headers = {"Location": f"{PREFIX}/{view.id}", "ETag": etag_of(view.version)}
        return Response(_json(view), 201, headers, media_type="application/json")

    return router
