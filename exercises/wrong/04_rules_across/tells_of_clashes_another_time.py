"""You look for clashes only when every line is an email.

Then Grace mends what is no email, sends the list again, and is told of the clashes: all at once was
what she wanted.

task: 3
check: all_that_is_wrong_is_told_at_once
message: `(3, 'email')` with `InvalidValue`, `(5, 'email')` with `InvalidValue`; it should
check: refusals_stand_in_the_order_of_the_lines
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress

from exercises.invitations.errors import AlreadyInvited
from reference_app.domain.errors import InvalidValue, Refusals
from reference_app.domain.values import EmailAddress


def read_guests(lines: Sequence[str], invited: frozenset[EmailAddress]) -> list[EmailAddress]:
    is_whole = len([*_emails(lines)]) == len(lines)
    wanted = Counter([*invited, *_emails(lines)])
    guests: list[EmailAddress] = []
    refusals = Refusals()
    for position, line in enumerate(lines):
        with refusals.under(position):
            guest = EmailAddress(line)
            if is_whole and wanted[guest] > 1:
                raise AlreadyInvited("This email is invited more than once.", path=("email",))
            guests.append(guest)
    refusals.raise_any()
    return guests


def _emails(lines: Sequence[str]) -> Iterator[EmailAddress]:
    for line in lines:
        with suppress(InvalidValue):
            yield EmailAddress(line)
