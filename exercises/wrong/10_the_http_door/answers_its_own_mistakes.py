"""You catch what nobody foresaw, and answer it in the route.

The text of an error is for the log, and tells strangers of the inside. The door has a last resort,
which answers all of them alike.

task: 2
check: what_nobody_foresaw_is_a_500_of_one_shape
message: was answered 500 in a shape of its own
"""

from typing import NotRequired

from fastapi import APIRouter
from pydantic import ConfigDict, TypeAdapter, with_config
from starlette.requests import Request
from starlette.responses import Response
from typing_extensions import TypedDict

from exercises.invitations.door import PREFIX
from exercises.invitations.sending import InvitationView, SendInvitation
from reference_app.application.ports import Unavailable
from reference_app.domain.errors import DomainError
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
        except (DomainError, Unavailable):
            raise
        except Exception as error:
            return Response(str(error), 500)
        headers = {"Location": f"{PREFIX}/{view.id}", "ETag": etag_of(view.version)}
        return Response(_json(view), 201, headers, media_type="application/json")

    return router
