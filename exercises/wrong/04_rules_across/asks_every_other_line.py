"""You ask each line about all the others, with `count`.

A list looks at all its members to count one. For twice the lines that is four times the work; a
`Counter`, a set or a dict finds its member by the hash.

task: 3
check: long_lists_take_their_length
message: `read_guests([*lines], frozenset())` of 400 lines made, compared or hashed emails
"""

from collections.abc import Sequence
from contextlib import suppress

from exercises.invitations.errors import AlreadyInvited
from reference_app.domain.errors import InvalidValue, Refusals
from reference_app.domain.values import EmailAddress


def read_guests(lines: Sequence[str], invited: frozenset[EmailAddress]) -> list[EmailAddress]:
    emails = []
    for line in lines:
        with suppress(InvalidValue):
            emails.append(EmailAddress(line))
    guests = []
    refusals = Refusals()
    for position, line in enumerate(lines):
        with refusals.under(position):
            guest = EmailAddress(line)
            if emails.count(guest) > 1 or guest in invited:
                raise AlreadyInvited("This email is invited already.", path=("email",))
            guests.append(guest)
    refusals.raise_any()
    return guests
