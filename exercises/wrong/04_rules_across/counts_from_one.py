"""You count lines from 1, as people do.

A path is for programs, and they count from 0. The page may add one when it shows it.

task: 3
check: what_is_no_email_is_refused
message: refused `(2, 'email')` with `InvalidValue`; it should refuse `(1, 'email')`
check: every_line_of_a_clash_is_refused
check: spellings_of_one_email_clash
check: who_is_invited_is_refused
check: no_line_is_refused_twice
check: the_path_leads_to_the_line
check: all_that_is_wrong_is_told_at_once
check: refusals_stand_in_the_order_of_the_lines
check: an_only_refusal_is_raised_as_it_is
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
    for position, line in enumerate(lines, start=1):
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
