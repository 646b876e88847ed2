"""You say 422 for what can't be read at all.

A 422 speaks of fields, and there are none. What can't be read is a 400.

task: 2
check: what_is_no_json_is_refused
message: was answered 422; it should be 400
"""

import json
from typing import NotRequired

from fastapi import APIRouter
from pydantic import ConfigDict, TypeAdapter, with_config
from starlette.requests import Request
from starlette.responses import Response
from typing_extensions import TypedDict

from exercises.invitations.door import PREFIX
from exercises.invitations.sending import InvitationView, SendInvitation
from reference_app.domain.errors import InvalidValue
from reference_app.presentation.http.body import JsonRoute
from reference_app.presentation.http.context import bus
from reference_app.presentation.http.etag import etag_of


@with_config(ConfigDict(strict=True, extra="forbid"))
class NewInvitation(TypedDict):
    email: str
    days: NotRequired[int]


_json = TypeAdapter(InvitationView).dump_json


class Unprocessable(JsonRoute):
    def get_route_handler(self):
        handle = super().get_route_handler()

        async def read_then_handle(request: Request) -> Response:
            try:
                json.loads(await request.body())
            except ValueError:
                if request.headers.get("content-type") == "application/json":
                    raise InvalidValue("The body is no JSON.") from None
            return await handle(request)

        return read_then_handle


def create_router() -> APIRouter:
    """`POST /api/v1/invitations`: parses, asks the bus, renders."""
    router = APIRouter(prefix=PREFIX, route_class=Unprocessable)

    @router.post("", status_code=201)
    async def invite(request: Request, new: NewInvitation) -> Response:
        view = await bus(request).execute(SendInvitation(**new))
        headers = {"Location": f"{PREFIX}/{view.id}", "ETag": etag_of(view.version)}
        return Response(_json(view), 201, headers, media_type="application/json")

    return router
