# task 3 | right | expect: accepted | keys are sorted and counted in runs
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import groupby

from exercises.invitations.errors import AlreadyInvited
from reference_app.domain.errors import InvalidValue, Refusals
from reference_app.domain.values import EmailAddress


def read_guests(lines: Sequence[str], invited: frozenset[EmailAddress]) -> list[EmailAddress]:
    """The guests of a list. Raises a refusal for each line that is no email, or not alone with
    its email; paths begin with the line's position."""
    keys = sorted(each.key for each in _emails(lines))
    wanted = {EmailAddress(key): len(list(run)) for key, run in groupby(keys)}
    guests: list[EmailAddress] = []
    refusals = Refusals()
    for position, line in enumerate(lines):
        with refusals.under(position):
            guest = EmailAddress(line)
            if wanted[guest] > 1 or guest in invited:
                raise AlreadyInvited("This email is invited more than once.", path=("email",))
            guests.append(guest)
    refusals.raise_any()
    return guests


def _emails(lines: Sequence[str]) -> Iterator[EmailAddress]:
    for line in lines:
        with suppress(InvalidValue):
            yield EmailAddress(line)
