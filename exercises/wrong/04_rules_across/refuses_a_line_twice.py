"""You ask two questions of a line, and let it fail both.

A line that stands twice and is invited already has one thing wrong with it: its email is not free.

task: 3
check: no_line_is_refused_twice
message: `(0, 'email')` with `AlreadyInvited`, `(0, 'email')` with `AlreadyInvited`
"""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress

from exercises.invitations.errors import AlreadyInvited
from reference_app.domain.errors import InvalidValue, Refusals
from reference_app.domain.values import EmailAddress


def read_guests(lines: Sequence[str], invited: frozenset[EmailAddress]) -> list[EmailAddress]:
    wanted = Counter()
    for line in lines:
        with suppress(InvalidValue):
            wanted[EmailAddress(line)] += 1
    guests = []
    refusals = Refusals()
    for position, line in enumerate(lines):
        with refusals.under(position):
            guest = EmailAddress(line)
            guests.append(guest)
            with refusals.under(position):
                if guest in invited:
                    raise AlreadyInvited("This email has an invitation.", path=("email",))
            if wanted[guest] > 1:
                raise AlreadyInvited("This email stands twice in the list.", path=("email",))
    refusals.raise_any()
    return guests
