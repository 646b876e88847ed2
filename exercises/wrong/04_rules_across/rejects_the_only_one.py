"""You raise a `Rejected`, also for an only refusal.

Doors answer an only one with its own code. `raise_any` knows the difference.

task: 3
check: an_only_refusal_is_raised_as_it_is
message: raised `Rejected
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress

from exercises.invitations.errors import AlreadyInvited
from reference_app.domain.errors import DomainError, InvalidValue, Refusals, Rejected
from reference_app.domain.values import EmailAddress


def read_guests(lines: Sequence[str], invited: frozenset[EmailAddress]) -> list[EmailAddress]:
    wanted = Counter([*invited, *_emails(lines)])
    guests: list[EmailAddress] = []
    reasons: list[DomainError] = []
    refusals = Refusals(reasons=reasons)
    for position, line in enumerate(lines):
        with refusals.under(position):
            guest = EmailAddress(line)
            if wanted[guest] > 1:
                raise AlreadyInvited("This email is invited more than once.", path=("email",))
            guests.append(guest)
    if reasons:
        raise Rejected(reasons)
    return guests


def _emails(lines: Sequence[str]) -> Iterator[EmailAddress]:
    for line in lines:
        with suppress(InvalidValue):
            yield EmailAddress(line)
