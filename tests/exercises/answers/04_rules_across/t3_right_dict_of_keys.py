# task 3 | right | expect: accepted | never hashes or compares an email: groups positions by `email.key`, and builds the only refusal or the `Rejected` by hand from a list with a place for every line
from collections.abc import Sequence

from exercises.invitations.errors import AlreadyInvited
from reference_app.domain.errors import DomainError, InvalidValue, Rejected
from reference_app.domain.values import EmailAddress


def read_guests(lines: Sequence[str], invited: frozenset[EmailAddress]) -> list[EmailAddress]:
    outcomes: list[EmailAddress | DomainError] = []
    places: dict[str, list[int]] = {}
    for position, line in enumerate(lines):
        try:
            email = EmailAddress(line)
            outcomes.append(email)
            places.setdefault(email.key, []).append(position)
        except InvalidValue as refusal:
            outcomes.append(refusal.under(position))

    invited_keys = {email.key for email in invited}
    for key, positions in places.items():
        if key in invited_keys or positions[1:]:
            for position in positions:
                outcomes[position] = AlreadyInvited("Invited twice.", path=(position, "email"))

    match [outcome for outcome in outcomes if isinstance(outcome, DomainError)]:
        case []:
            return outcomes
        case [only]:
            raise only
        case several:
            raise Rejected(several)
