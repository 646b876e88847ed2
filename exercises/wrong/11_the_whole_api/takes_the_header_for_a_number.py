"""You take the quotes off the header and make a number of it.

`If-Match` may be `*`, several tags, or a tag that is none of yours; all of them are legal, and none
is a number. `versions_in` knows them.

task: 2
check: without_a_condition_any_version_will_do
message: Inside, `ValueError: invalid literal
check: no_version_meets_a_tag_of_others
check: a_weak_tag_is_none_of_ours
check: one_of_several_will_do
check: all_lines_of_a_header_count
check: what_is_no_tag_is_refused
"""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request

from exercises.invitations.door import PREFIX
from exercises.invitations.errors import InvitationNotFound
from reference_app.domain.errors import Conflict, StaleVersion
from reference_app.presentation.http.body import JsonRoute
from reference_app.presentation.http.context import bus


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
        tag = request.headers.get("if-match")
        command = AcceptInvitation(
            invitation_id=InvitationId(invitation_id),
            versions=None if tag is None else [int(tag.strip('"'))],
            **acceptance,
        )
        return rendered(await bus(request).execute(command))

    return router
