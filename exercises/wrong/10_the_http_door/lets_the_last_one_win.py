"""You read the body as Python does: of two emails the last one wins.

Whoever looked at it before you may have seen the first. A body that says two things is refused.

task: 2
check: a_field_that_is_named_twice_is_refused
message: "email": "mallory@example.com"}` was answered 201
"""

import contextlib
import json
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


class LastOneWins(JsonRoute):
    def get_route_handler(self):
        handle = super().get_route_handler()

        async def read_then_handle(request: Request) -> Response:
            body = await request.body()
            with contextlib.suppress(ValueError):
                body = json.dumps(json.loads(body)).encode()

            async def receive() -> dict[str, object]:
                return {"type": "http.request", "body": body, "more_body": False}

            return await handle(Request(request.scope, receive))

        return read_then_handle


def create_router() -> APIRouter:
    """`POST /api/v1/invitations`: parses, asks the bus, renders."""
    router = APIRouter(prefix=PREFIX, route_class=LastOneWins)

    @router.post("", status_code=201)
    async def invite(request: Request, new: NewInvitation) -> Response:
        view = await bus(request).execute(SendInvitation(**new))
        headers = {"Location": f"{PREFIX}/{view.id}", "ETag": etag_of(view.version)}
        return Response(_json(view), 201, headers, media_type="application/json")

    return router
