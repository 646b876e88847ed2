"""You let them in as they stand in the list.

The list is sorted by whatever somebody sorted it by. The turn is that of the letters: `sent_at`.

task: 2
check: seats_are_given_in_turn
message: gave `['faraday', 'dickens', 'boole']`
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
    for invitation in invitations:
        with suppress(SeatsTaken, InvitationClosed):
            admit(invitation, tenant, used=used + len(admitted), now=now)
            admitted.append(invitation)
    return admitted
