"""You take an invitation that is not there for one that has changed.

Whoever named a version would read "read it again", and there is nothing to read. Find it first,
and then compare.

task: 2
check: not_found_comes_before_stale
message: raised `StaleVersion
"""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request

from exercises.invitations.door import PREFIX
from exercises.invitations.errors import InvitationNotFound
from reference_app.domain.errors import Conflict, StaleVersion
from reference_app.presentation.http.body import JsonRoute
from reference_app.presentation.http.context import bus
from reference_app.presentation.http.etag import versions_in


async def accept_invitation(command: AcceptInvitation, unit: InvitingUnit) -> InvitationView:
    invitation = await unit.invitations.get(command.invitation_id)
    if invitation is None:
        if command.versions is not None:
            raise StaleVersion(STALE)
        raise InvitationNotFound("There is no invitation with this id.")
    if command.versions is not None and invitation.version not in command.versions:
        raise StaleVersion(STALE)
    try:
        await let_in(invitation, command.username, unit)
    except Conflict as lost:
        if command.versions is None:
            raise
        raise StaleVersion(STALE) from lost
    return InvitationView.of(invitation)


def create_router() -> APIRouter:
    """`POST /api/v1/invitations/{id}/accept`."""
    router = APIRouter(prefix=PREFIX, route_class=JsonRoute)

    @router.post("/{invitation_id:uuid}/accept")
    async def accept(request: Request, invitation_id: UUID, acceptance: Acceptance) -> Response:
        versions = versions_in(request.headers.getlist("if-match"))
        command = AcceptInvitation(
            invitation_id=InvitationId(invitation_id),
            username=acceptance["username"],
            versions=versions,
        )
        return rendered(await bus(request).execute(command))

    return router
