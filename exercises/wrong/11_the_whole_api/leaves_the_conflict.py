"""You compare, and take that for enough.

Between your look and your save somebody else can save. The store notices and raises `Conflict`; for
whoever named a version that is a stale version, a 412.

task: 2
check: who_named_a_version_and_loses_a_race_is_late
message: raised `Conflict
"""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request

from exercises.invitations.door import PREFIX
from exercises.invitations.errors import InvitationNotFound
from reference_app.domain.errors import StaleVersion
from reference_app.presentation.http.body import JsonRoute
from reference_app.presentation.http.context import bus
from reference_app.presentation.http.etag import versions_in


async def accept_invitation(command: AcceptInvitation, unit: InvitingUnit) -> InvitationView:
    invitation = await unit.invitations.get(command.invitation_id)
    if invitation is None:
        raise InvitationNotFound("There is no invitation with this id.")
    if command.versions is not None and invitation.version not in command.versions:
        raise StaleVersion(STALE)
    await let_in(invitation, command.username, unit)
    return InvitationView.of(invitation)


def create_router() -> APIRouter:
    """`POST /api/v1/invitations/{id}/accept`."""
    router = APIRouter(prefix=PREFIX, route_class=JsonRoute)

    @router.post("/{invitation_id:uuid}/accept")
    async def accept(request: Request, invitation_id: UUID, acceptance: Acceptance) -> Response:
        command = AcceptInvitation(
            invitation_id=InvitationId(invitation_id),
            versions=versions_in(request.headers.getlist("if-match")),
            **acceptance,
        )
        return rendered(await bus(request).execute(command))

    return router
