"""You accept first and ask for the seat then.

The refusal does not take the acceptance back: the guest has no seat and an invitation that is used
up. First call what only answers; change last.

task: 2
check: as_many_are_let_in_as_there_are_seats
message: 7 are in; it should be 5
check: the_turn_is_that_of_the_letters
check: of_one_moment_the_first_in_the_list_comes_first
check: who_is_refused_takes_no_seat
check: a_refusal_changes_nothing
message: and the invitation is `accepted` now
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from exercises.invitations.entities import Invitation
from exercises.invitations.errors import InvitationClosed
from reference_app.domain.errors import SeatsTaken
from reference_app.domain.services import require_seats
from reference_app.domain.tenants import Tenant


def admit(invitation: Invitation, tenant: Tenant, *, used: int, now: datetime) -> None:
    invitation.accept(now)
    require_seats(tenant, used=used)


def admit_in_turn(
    invitations: Sequence[Invitation], tenant: Tenant, *, used: int, now: datetime
) -> list[Invitation]:
    admitted = []
    for invitation in sorted(invitations, key=lambda each: each.state.sent_at):
        with suppress(SeatsTaken, InvitationClosed):
            admit(invitation, tenant, used=used + len(admitted), now=now)
            admitted.append(invitation)
    return admitted
