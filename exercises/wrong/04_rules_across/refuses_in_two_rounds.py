"""You collect what is no email in one round, and the clashes in the next.

Then all the first stand before all the second, and Grace goes through her list twice. Judge line by
line, in one round; the other round only counts.

task: 3
check: refusals_stand_in_the_order_of_the_lines
message: refused `(1, 'email')` with `InvalidValue`, `(3, 'email')` with `InvalidValue`, `(0,
"""

from collections import Counter
from collections.abc import Sequence

from exercises.invitations.errors import AlreadyInvited
from reference_app.domain.errors import Refusals
from reference_app.domain.values import EmailAddress


def read_guests(lines: Sequence[str], invited: frozenset[EmailAddress]) -> list[EmailAddress]:
    refusals = Refusals()
    guests = {}
    for position, line in enumerate(lines):
        with refusals.under(position):
            guests[position] = EmailAddress(line)
    wanted = Counter(guests.values())
    for position, guest in guests.items():
        with refusals.under(position):
            if wanted[guest] > 1 or guest in invited:
                raise AlreadyInvited("This email is invited already.", path=("email",))
    refusals.raise_any()
    return list(guests.values())
