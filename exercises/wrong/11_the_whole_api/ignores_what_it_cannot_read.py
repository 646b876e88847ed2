"""You take a header that can't be read for none.

Its sender asked for protection. To change the invitation all the same is worse than to refuse: he
never learns that it was not given.

task: 2
check: what_is_no_tag_is_refused
message: was answered 200; it should be 400
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
from reference_app.presentation.http.request_errors import MalformedHeader


async def accept_invitation(command: AcceptInvitation, unit: InvitingUnit) -> InvitationView:
    invitation = await unit.invitations.get(command.invitation_id)
    if invitation is None:
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
        try:
            versions = versions_in(request.headers.getlist("if-match"))
        except MalformedHeader:
            versions = None
        command = AcceptInvitation(
            invitation_id=InvitationId(invitation_id),
            versions=versions,
            **acceptance,
        )
        return rendered(await bus(request).execute(command))

    return router
