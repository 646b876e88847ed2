"""You judge the shape yourself, and say nowhere where it is wrong.

The status is right, and the form has no field to mark. FastAPI judges a declared shape, and the app
makes pointers of that.

task: 2
check: a_wrong_shape_has_its_place
message: with the pointers `[]`
"""

from typing import Any, NotRequired

from fastapi import APIRouter
from pydantic import ConfigDict, TypeAdapter, ValidationError, with_config
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


def create_router() -> APIRouter:
    """`POST /api/v1/invitations`: parses, asks the bus, renders."""
    router = APIRouter(prefix=PREFIX, route_class=JsonRoute)

    @router.post("", status_code=201)
    async def invite(request: Request, body: dict[str, Any]) -> Response:
        try:
            new = TypeAdapter(NewInvitation).validate_python(body)
        except ValidationError:
            raise InvalidValue("An invitation looks otherwise.") from None
        view = await bus(request).execute(SendInvitation(**new))
        headers = {"Location": f"{PREFIX}/{view.id}", "ETag": etag_of(view.version)}
        return Response(_json(view), 201, headers, media_type="application/json")

    return router
