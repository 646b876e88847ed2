"""You refuse a line when its email came earlier, as `require_unique` does.

At the first line of a clash nobody knows yet that it is one. It takes a second round to refuse that
line too.

task: 3
check: every_line_of_a_clash_is_refused
message: refused `(2, 'email')` with `AlreadyInvited`; it should refuse `(0, 'email')`
check: spellings_of_one_email_clash
check: all_that_is_wrong_is_told_at_once
check: refusals_stand_in_the_order_of_the_lines
"""

from collections.abc import Sequence

from exercises.invitations.errors import AlreadyInvited
from reference_app.domain.errors import Refusals
from reference_app.domain.values import EmailAddress


def read_guests(lines: Sequence[str], invited: frozenset[EmailAddress]) -> list[EmailAddress]:
    seen = set(invited)
    guests = []
    refusals = Refusals()
    for position, line in enumerate(lines):
        with refusals.under(position):
            guest = EmailAddress(line)
            if guest in seen:
                raise AlreadyInvited("This email stands earlier in the list.", path=("email",))
            seen.add(guest)
            guests.append(guest)
    refusals.raise_any()
    return guests
