"""You compare the lines as strings.

One person's email has many spellings, and two of them are two strings. Compare `EmailAddress`es.

task: 3
check: spellings_of_one_email_clash
message: `read_guests(['ada@example.com', 'ADA@Example.com',
"""

from collections import Counter
from collections.abc import Sequence

from exercises.invitations.errors import AlreadyInvited
from reference_app.domain.errors import Refusals
from reference_app.domain.values import EmailAddress


def read_guests(lines: Sequence[str], invited: frozenset[EmailAddress]) -> list[EmailAddress]:
    wanted = Counter(lines)
    guests = []
    refusals = Refusals()
    for position, line in enumerate(lines):
        with refusals.under(position):
            guest = EmailAddress(line)
            if wanted[line] > 1 or guest in invited:
                raise AlreadyInvited("This email is invited already.", path=("email",))
            guests.append(guest)
    refusals.raise_any()
    return guests
