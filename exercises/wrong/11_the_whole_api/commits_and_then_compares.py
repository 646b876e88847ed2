"""You commit, and compare then.

What is committed stays, whatever you raise afterwards. Compare first; and the bus commits, once
all has gone well.

task: 2
check: what_is_refused_has_changed_nothing
message: was answered 412, and has changed something
"""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request

from exercises.invitations.door import PREFIX
from exercises.invitations.errors import InvitationNotFound
from reference_app.domain.errors import Conflict, DomainError, StaleVersion
from reference_app.presentation.http.body import JsonRoute
from reference_app.presentation.http.context import bus
from reference_app.presentation.http.etag import versions_in


async def accept_invitation(command: AcceptInvitation, unit: InvitingUnit) -> InvitationView:
    invitation = await unit.invitations.get(command.invitation_id)
    if invitation is None:
        raise InvitationNotFound("There is no invitation with this id.")
    seen = command.versions is None or invitation.version in command.versions
    try:
        await let_in(invitation, command.username, unit)
        await unit.commit()
    except Conflict as lost:
        if command.versions is None:
            raise
        raise StaleVersion(STALE) from lost
    except DomainError:
        if seen:
            raise
    if not seen:
        raise StaleVersion(STALE)
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
