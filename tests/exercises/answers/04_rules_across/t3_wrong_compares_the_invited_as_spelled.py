# task 3 | wrong | expect: rejected | the invited are compared by their spelling (`text`), so `ADA@example.com` passes though `ada@example.com` is invited; among the lines themselves it compares rightly
from collections import defaultdict
from collections.abc import Sequence

from exercises.invitations.errors import AlreadyInvited
from reference_app.domain.errors import DomainError, InvalidValue, Refusals
from reference_app.domain.values import EmailAddress


def read_guests(lines: Sequence[str], invited: frozenset[EmailAddress]) -> list[EmailAddress]:
    """The guests of a list. Raises a refusal for each line that is no email, or not alone with
    its email; paths begin with the line's position."""
    guests: list[EmailAddress] = []
    refused: dict[int, DomainError] = {}
    standing: dict[EmailAddress, list[int]] = defaultdict(list)
    for position, line in enumerate(lines):
        try:
            email = EmailAddress(line)
        except InvalidValue as error:
            refused[position] = error
        else:
            guests.append(email)
            standing[email].append(position)
    have_one = {email.text for email in invited}
    for positions in standing.values():
        for position in positions:
            if len(positions) > 1 or lines[position] in have_one:
                refused[position] = AlreadyInvited("This email has a place.", path=("email",))
    refusals = Refusals()
    for position in sorted(refused):
        with refusals.under(position):
            raise refused[position]
    refusals.raise_any()
    return guests
