# task 2 | wrong | expect: rejected | of two letters of one moment the later one in the list comes first
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from exercises.invitations.entities import Invitation
from exercises.invitations.errors import InvitationClosed
from reference_app.domain.errors import SeatsTaken
from reference_app.domain.services import require_seats
from reference_app.domain.tenants import Tenant


def admit(invitation: Invitation, tenant: Tenant, *, used: int, now: datetime) -> None:
    """Accepts the invitation if the tenant has a seat. Raises `SeatsTaken`, `InvitationClosed`,
    and has changed nothing then. `used` counts live users; the invitation brings one more."""
    require_seats(tenant, used=used)
    invitation.accept(now)


def admit_in_turn(
    invitations: Sequence[Invitation], tenant: Tenant, *, used: int, now: datetime
) -> list[Invitation]:
    """Admits whom it can, by the time of their letters; passes over the rest."""
    admitted: list[Invitation] = []
    for invitation in sorted(reversed(invitations), key=lambda each: each.state.sent_at):
        with suppress(SeatsTaken, InvitationClosed):
            admit(invitation, tenant, used=used + len(admitted), now=now)
            admitted.append(invitation)
    return admitted
