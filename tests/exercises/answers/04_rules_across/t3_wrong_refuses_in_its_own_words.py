# task 3 | wrong | expect: rejected | the refusal is caught and replaced by an `InvalidValue` with words of its own, so that "at most 254 bytes" is lost
from collections import Counter
from collections.abc import Sequence

from exercises.invitations.errors import AlreadyInvited
from reference_app.domain.errors import InvalidValue, Refusals
from reference_app.domain.values import EmailAddress


def read_guests(lines: Sequence[str], invited: frozenset[EmailAddress]) -> list[EmailAddress]:
    """The guests of a list. Raises a refusal for each line that is no email, or not alone with
    its email; paths begin with the line's position."""
    emails = [_email(line) for line in lines]
    counted = Counter(email for email in emails if email is not None)
    refusals = Refusals()
    for position, email in enumerate(emails):
        with refusals.under(position):
            if email is None:
                raise InvalidValue("This line is no email.", path=("email",))
            if counted[email] > 1 or email in invited:
                raise AlreadyInvited("This email is invited already.", path=("email",))
    refusals.raise_any()
    return [email for email in emails if email is not None]


def _email(line: str) -> EmailAddress | None:
    try:
        return EmailAddress(line)
    except InvalidValue:
        return None
