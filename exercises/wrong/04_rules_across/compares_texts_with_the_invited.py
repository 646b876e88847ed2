"""You compare the line with the texts of those who are invited.

One person's email has many spellings. Those who are invited are `EmailAddress`es: make one of the
line, and look whether it is among them.

task: 3
check: who_is_invited_is_refused
message: frozenset({EmailAddress('Ada@Example.com')
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress

from exercises.invitations.errors import AlreadyInvited
from reference_app.domain.errors import InvalidValue, Refusals
from reference_app.domain.values import EmailAddress


def read_guests(lines: Sequence[str], invited: frozenset[EmailAddress]) -> list[EmailAddress]:
    wanted = Counter(_emails(lines))
    texts = {each.text for each in invited}
    guests: list[EmailAddress] = []
    refusals = Refusals()
    for position, line in enumerate(lines):
        with refusals.under(position):
            guest = EmailAddress(line)
            if wanted[guest] > 1 or line in texts:
                raise AlreadyInvited("This email is invited more than once.", path=("email",))
            guests.append(guest)
    refusals.raise_any()
    return guests


def _emails(lines: Sequence[str]) -> Iterator[EmailAddress]:
    for line in lines:
        with suppress(InvalidValue):
            yield EmailAddress(line)
