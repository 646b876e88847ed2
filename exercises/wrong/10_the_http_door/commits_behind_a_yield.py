"""You open the unit in a dependency, and commit behind its `yield`.

FastAPI runs that when the answer has left: the form says "invited", and nothing is stored. The bus
commits before it returns.

task: 2
check: no_answer_before_the_commit
message: was answered 201; it should be 503
"""

from collections.abc import AsyncIterator
from typing import Annotated, NotRequired

from fastapi import APIRouter, Depends
from pydantic import ConfigDict, TypeAdapter, with_config
from starlette.requests import Request
from starlette.responses import Response
from typing_extensions import TypedDict

from exercises.invitations.door import PREFIX
from exercises.invitations.ports import InvitingUnit
from exercises.invitations.sending import InvitationView, SendInvitation, send_invitation
from reference_app.presentation.http.body import JsonRoute
from reference_app.presentation.http.context import running
from reference_app.presentation.http.etag import etag_of


@with_config(ConfigDict(strict=True, extra="forbid"))
class NewInvitation(TypedDict):
    email: str
    days: NotRequired[int]


_json = TypeAdapter(InvitationView).dump_json


async def a_unit(request: Request) -> AsyncIterator[InvitingUnit]:
    async with running(request.scope).units.write() as unit:
        yield unit
        await unit.commit()


def create_router() -> APIRouter:
    """`POST /api/v1/invitations`: parses, asks the bus, renders."""
    router = APIRouter(prefix=PREFIX, route_class=JsonRoute)

    @router.post("", status_code=201)
    async def invite(
        new: NewInvitation, unit: Annotated[InvitingUnit, Depends(a_unit)]
    ) -> Response:
        view = await send_invitation(SendInvitation(**new), unit)
        headers = {"Location": f"{PREFIX}/{view.id}", "ETag": etag_of(view.version)}
        return Response(_json(view), 201, headers, media_type="application/json")

    return router
