"""You take blanks and ends of lines away before you look.

What is an email, `EmailAddress` says, and to it this is none. Whoever reads the file may tidy up;
here the line is taken as it comes.

task: 3
check: what_is_no_email_is_refused
message: read_guests(['mary@example.com', ' ada@example.com']
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress

from exercises.invitations.errors import AlreadyInvited
from reference_app.domain.errors import InvalidValue, Refusals
from reference_app.domain.values import EmailAddress


def read_guests(lines: Sequence[str], invited: frozenset[EmailAddress]) -> list[EmailAddress]:
    wanted = Counter([*invited, *_emails(lines)])
    guests: list[EmailAddress] = []
    refusals = Refusals()
    for position, line in enumerate(lines):
        with refusals.under(position):
            guest = EmailAddress(line.strip())
            if wanted[guest] > 1:
                raise AlreadyInvited("This email is invited more than once.", path=("email",))
            guests.append(guest)
    refusals.raise_any()
    return guests


def _emails(lines: Sequence[str]) -> Iterator[EmailAddress]:
    for line in lines:
        with suppress(InvalidValue):
            yield EmailAddress(line)
