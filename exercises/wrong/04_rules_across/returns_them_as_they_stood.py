"""You return those who were let in as they stood in the list.

The list that you return has the order in which they came in: by their letters.

task: 2
check: who_is_let_in_is_returned_in_turn
message: let in ['faraday', 'dickens', 'boole', 'mary', 'ada']; it should be ['dickens', 'mary'
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
    admitted: list[Invitation] = []
    for invitation in sorted(invitations, key=lambda each: each.state.sent_at):
        with suppress(SeatsTaken, InvitationClosed):
            admit(invitation, tenant, used=used + len(admitted), now=now)
            admitted.append(invitation)
    return [each for each in invitations if each in admitted]
