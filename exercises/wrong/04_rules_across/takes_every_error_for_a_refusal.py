"""You pass over whatever goes wrong.

A fault of ours is no refusal: the guest is sent home, and nobody hears why. Name the two errors
that you expect.

task: 2
check: other_errors_go_through
message: `admit_in_turn([guest], tenant, used=0, now=now)` gave `[]`
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from exercises.invitations.entities import Invitation
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
        with suppress(Exception):
            admit(invitation, tenant, used=used + len(admitted), now=now)
            admitted.append(invitation)
    return admitted
