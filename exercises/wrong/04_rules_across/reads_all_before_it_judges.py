"""You make all the emails first and look for clashes then.

The first line that is no email ends the reading: nobody hears of the lines below it, and of no
position either.

task: 3
check: what_is_no_email_is_refused
message: refused `('email',)` with `InvalidValue`
check: the_path_leads_to_the_line
check: all_that_is_wrong_is_told_at_once
check: refusals_stand_in_the_order_of_the_lines
check: an_only_refusal_is_raised_as_it_is
message: was refused with the path `('email',)`
"""

from collections import Counter
from collections.abc import Sequence

from exercises.invitations.errors import AlreadyInvited
from reference_app.domain.errors import Refusals
from reference_app.domain.values import EmailAddress


def read_guests(lines: Sequence[str], invited: frozenset[EmailAddress]) -> list[EmailAddress]:
    guests = [EmailAddress(line) for line in lines]
    wanted = Counter(guests)
    refusals = Refusals()
    for position, guest in enumerate(guests):
        with refusals.under(position):
            if wanted[guest] > 1 or guest in invited:
                raise AlreadyInvited("This email is invited already.", path=("email",))
    refusals.raise_any()
    return guests
