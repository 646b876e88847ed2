# task 3 | wrong | expect: rejected | every line is lowered before it becomes one, so the guest's own spelling is lost (`Ada@Example.com` comes back as `ada@example.com`, which compares equal)
from collections import Counter
from collections.abc import Sequence

from exercises.invitations.errors import AlreadyInvited
from reference_app.domain.errors import Refusals
from reference_app.domain.values import EmailAddress


def read_guests(lines: Sequence[str], invited: frozenset[EmailAddress]) -> list[EmailAddress]:
    """The guests of a list. Raises a refusal for each line that is no email, or not alone with
    its email; paths begin with the line's position."""
    found: dict[int, EmailAddress] = {}
    spelled_alike = [line.lower() for line in lines]
    for position, line in enumerate(spelled_alike):
        with Refusals():
            found[position] = EmailAddress(line)
    lines_with = Counter(found.values())
    refusals = Refusals()
    for position, line in enumerate(spelled_alike):
        with refusals.under(position):
            if position not in found:
                EmailAddress(line)  # refuses, as before
            elif lines_with[found[position]] > 1 or found[position] in invited:
                raise AlreadyInvited("This email is invited more than once.", path=("email",))
    refusals.raise_any()
    return list(found.values())
