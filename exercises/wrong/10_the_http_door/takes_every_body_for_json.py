"""You take every body for JSON.

A form of another site can make a browser send a text, with its user's rights. To declare JSON it
needs leave: so the declaration is asked for.

task: 2
check: what_is_not_declared_as_json_is_not_read
message: text/plain` `{"email": "ada@example.com"}` was answered 201
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


class AnyBody(JsonRoute):
    def get_route_handler(self):
        handle = super().get_route_handler()

        async def read_then_handle(request: Request) -> Response:
            request.scope["headers"] = [(b"content-type", b"application/json")]
            return await handle(request)

        return read_then_handle


def create_router() -> APIRouter:
    """`POST /api/v1/invitations`: parses, asks the bus, renders."""
    router = APIRouter(prefix=PREFIX, route_class=AnyBody)

    @router.post("", status_code=201)
    async def invite(request: Request, new: NewInvitation) -> Response:
        view = await bus(request).execute(SendInvitation(**new))
        headers = {"Location": f"{PREFIX}/{view.id}", "ETag": etag_of(view.version)}
        return Response(_json(view), 201, headers, media_type="application/json")

    return router
