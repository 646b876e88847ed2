"""You read the body by hand.

Then all that can be wrong with it is yours to refuse: an absent field is a `KeyError`, and a 500.
Declare its shape, and it is judged before you are called.

task: 2
check: an_email_is_a_string
message: Inside, `KeyError
check: a_wrong_shape_has_its_place
check: what_is_not_declared_as_json_is_not_read
check: what_is_no_json_is_refused
check: a_field_that_is_named_twice_is_refused
"""

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from pydantic import TypeAdapter
from starlette.requests import Request
from starlette.responses import Response

from exercises.invitations.door import PREFIX
from exercises.invitations.sending import InvitationView, SendInvitation
from reference_app.domain.errors import InvalidValue
from reference_app.presentation.http.context import bus
from reference_app.presentation.http.etag import etag_of


def create_router() -> APIRouter:
    router = APIRouter(prefix=PREFIX)

    @router.post("")
    async def invite(request: Request) -> Response:
        body = await request.json()
        for name in body.keys() - {"email", "days"}:
            raise InvalidValue("Nothing here has this name.", path=(name,))
        days = body.get("days", 7)
        if type(days) is not int:
            raise InvalidValue("Days are a whole number.", path=("days",))
        view = await bus(request).execute(SendInvitation(email=body["email"], days=days))
        headers = {"Location": f"{PREFIX}/{view.id}", "ETag": etag_of(view.version)}
        return JSONResponse(
            TypeAdapter(InvitationView).dump_python(view, mode="json"), 201, headers
        )

    return router
