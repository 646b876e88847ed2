"""You answer with `True` or `False`.

An answer can be overlooked, and says nothing of the reason. A rule that refuses raises, and what it
raises has a code that every door can print.

task: 2
check: a_guest_with_a_seat_is_accepted
message: gave `True`
check: without_a_seat_nobody_is_let_in
check: a_closed_invitation_lets_nobody_in
check: who_is_refused_is_passed_over
check: who_is_refused_takes_no_seat
"""

from collections.abc import Sequence
from datetime import datetime

from exercises.invitations.entities import Invitation
from reference_app.domain.tenants import Tenant


def admit(invitation: Invitation, tenant: Tenant, *, used: int, now: datetime) -> bool:
    if tenant.seats is not None and used >= tenant.seats:
        return False
    if not invitation.is_pending:
        return False
    invitation.accept(now)
    return True


def admit_in_turn(
    invitations: Sequence[Invitation], tenant: Tenant, *, used: int, now: datetime
) -> list[Invitation]:
    admitted = []
    for invitation in sorted(invitations, key=lambda each: each.state.sent_at):
        if admit(invitation, tenant, used=used + len(admitted), now=now):
            admitted.append(invitation)
    return admitted
