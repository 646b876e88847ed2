"""Your route has another address than `/api/v1/invitations`.

An address is compared letter by letter. Under the prefix the path is `""`; with `"/"` it ends in a
slash, and that is another one.

task: 2
check: an_invitation_is_sent
message: was answered 404; it should be 201
check: there_is_one_route
check: it_is_good_for_as_many_days_as_were_said
check: who_says_nothing_gets_the_days_of_the_message
check: the_answer_shows_the_invitation
check: the_answer_says_where
check: the_answer_says_which_version
check: an_email_is_a_string
check: the_email_is_handed_on_as_it_is
check: unknown_fields_are_refused
check: other_types_are_refused
check: a_wrong_shape_has_its_place
check: what_is_not_declared_as_json_is_not_read
check: what_is_no_json_is_refused
check: a_field_that_is_named_twice_is_refused
check: refusals_pass_through
check: no_answer_before_the_commit
check: what_nobody_foresaw_is_a_500_of_one_shape
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
