"""You read the invitation in the route and compare there.

That was another transaction. Between it and the change somebody else can come, and what you have
compared is old. Compare where you save.

task: 2
check: nobody_comes_between
message: it should raise `StaleVersion`. (`versions` is `[1]`
"""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request

from exercises.invitations.door import PREFIX
from exercises.invitations.errors import InvitationNotFound
from reference_app.domain.errors import Conflict, StaleVersion
from reference_app.presentation.http.body import JsonRoute
from reference_app.presentation.http.context import bus, running
from reference_app.presentation.http.etag import versions_in


async def accept_invitation(command: AcceptInvitation, unit: InvitingUnit) -> InvitationView:
    invitation = await unit.invitations.get(command.invitation_id)
    if invitation is None:
        raise InvitationNotFound("There is no invitation with this id.")
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
        if versions is not None:
            async with running(request.scope).units.write() as unit:
                seen = await unit.invitations.get(InvitationId(invitation_id))
            if seen and seen.version not in versions:
                raise StaleVersion(STALE)
        command = AcceptInvitation(
            invitation_id=InvitationId(invitation_id),
            versions=versions,
            **acceptance,
        )
        return rendered(await bus(request).execute(command))

    return router
