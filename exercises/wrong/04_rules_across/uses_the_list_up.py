"""You take the lines out of the list as you go.

When you are done the caller's list is empty, and it has nothing to show the refusals beside.

task: 3
check: the_lines_stay_as_they_are
message: changed the `lines` that it was given
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress

from exercises.invitations.errors import AlreadyInvited
from reference_app.domain.errors import InvalidValue, Refusals
from reference_app.domain.values import EmailAddress


def read_guests(lines: Sequence[str], invited: frozenset[EmailAddress]) -> list[EmailAddress]:
    unread = lines
    wanted = Counter([*invited, *_emails(lines)])
    guests: list[EmailAddress] = []
    refusals = Refusals()
    for position in range(len(lines)):
        line = unread.pop(0)
        with refusals.under(position):
            guest = EmailAddress(line)
            if wanted[guest] > 1:
                raise AlreadyInvited("This email is invited more than once.", path=("email",))
            guests.append(guest)
    refusals.raise_any()
    return guests


def _emails(lines: Sequence[str]) -> Iterator[EmailAddress]:
    for line in lines:
        with suppress(InvalidValue):
            yield EmailAddress(line)
