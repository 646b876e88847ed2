"""You ask for each guest with the same `used`.

Each is told the truth as it was before the first came in, so all hear yes. Count those whom you
have let in.

task: 2
check: seats_are_given_in_turn
message: gave `['dickens', 'mary', 'ada', 'faraday', 'boole']`
check: who_is_refused_takes_no_seat
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
    require_seats(tenant, used=used)
    invitation.accept(now)


def admit_in_turn(
    invitations: Sequence[Invitation], tenant: Tenant, *, used: int, now: datetime
) -> list[Invitation]:
    admitted = []
    for invitation in sorted(invitations, key=lambda each: each.state.sent_at):
        with suppress(SeatsTaken, InvitationClosed):
            admit(invitation, tenant, used=used, now=now)
            admitted.append(invitation)
    return admitted
