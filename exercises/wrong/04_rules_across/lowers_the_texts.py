"""You lower the letters and compare then.

`lower()` knows nothing of `ß` and `ss`, nor of letters that are twice as wide. There is one rule
for which spellings are one email, and it is in `EmailAddress`.

task: 3
check: spellings_of_one_email_clash
message: `read_guests(['strasse@example.com', 'straße@example.com',
"""

from collections import Counter
from collections.abc import Sequence

from exercises.invitations.errors import AlreadyInvited
from reference_app.domain.errors import Refusals
from reference_app.domain.values import EmailAddress


def read_guests(lines: Sequence[str], invited: frozenset[EmailAddress]) -> list[EmailAddress]:
    wanted = Counter(line.lower() for line in lines)
    guests = []
    refusals = Refusals()
    for position, line in enumerate(lines):
        with refusals.under(position):
            guest = EmailAddress(line)
            if wanted[line.lower()] > 1 or guest in invited:
                raise AlreadyInvited("This email is invited already.", path=("email",))
            guests.append(guest)
    refusals.raise_any()
    return guests
