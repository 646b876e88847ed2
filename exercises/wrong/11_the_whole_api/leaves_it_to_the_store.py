"""You leave the comparison to the store.

The store compares with what you have read a moment ago, not with what a guest saw on Monday. Only
you know which versions he has named.

task: 2
check: what_was_not_seen_is_not_accepted
message: was answered 200; it should be 412
check: a_stale_version_says_what_to_do
check: no_version_meets_a_tag_of_others
check: a_weak_tag_is_none_of_ours
check: one_of_several_will_do
check: all_lines_of_a_header_count
check: the_condition_comes_first
check: nobody_comes_between
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
        command = AcceptInvitation(
            invitation_id=InvitationId(invitation_id),
            username=acceptance["username"],
            versions=versions,
        )
        return rendered(await bus(request).execute(command))

    return router
