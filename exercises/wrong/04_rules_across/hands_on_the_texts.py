"""You look whether each line is an email, and hand on the line.

Whoever gets a string has to look again. Return what you made while looking: a value, which is valid
from birth.

task: 3
check: a_good_list_comes_back_as_emails
message: gave `['Boole@example.com', 'ada@example.com', 'ada@example.org']`
"""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress

from exercises.invitations.errors import AlreadyInvited
from reference_app.domain.errors import InvalidValue, Refusals
from reference_app.domain.values import EmailAddress


def read_guests(lines: Sequence[str], invited: frozenset[EmailAddress]) -> list[EmailAddress]:
    wanted = Counter(invited)
    for line in lines:
        with suppress(InvalidValue):
            wanted[EmailAddress(line)] += 1
    refusals = Refusals()
    for position, line in enumerate(lines):
        with refusals.under(position):
            if wanted[EmailAddress(line)] > 1:
                raise AlreadyInvited("This email is invited already.", path=("email",))
    refusals.raise_any()
    return list(lines)
