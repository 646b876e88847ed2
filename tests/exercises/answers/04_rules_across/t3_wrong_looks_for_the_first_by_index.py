# task 3 | wrong | expect: rejected | each twin looks for its first line with `list.index`; all distinct, or all the same, costs nothing, but a long list that stands there twice costs its square
from collections.abc import Sequence

from exercises.invitations.errors import AlreadyInvited
from reference_app.domain.errors import DomainError, InvalidValue, Rejected
from reference_app.domain.values import EmailAddress


def read_guests(lines: Sequence[str], invited: frozenset[EmailAddress]) -> list[EmailAddress]:
    """The guests of a list. Raises a refusal for each line that is no email, or not alone with
    its email; paths begin with the line's position."""
    emails: list[EmailAddress | None] = []
    refused: dict[int, DomainError] = {}
    for position, line in enumerate(lines):
        try:
            emails.append(EmailAddress(line))
        except InvalidValue as error:
            emails.append(None)
            refused[position] = error.under(position)
    clashes: set[int] = set()
    seen: set[EmailAddress] = set()
    for position, email in enumerate(emails):
        if email is None:
            continue
        if email in seen:
            clashes |= {emails.index(email), position}
        elif email in invited:
            clashes.add(position)
        seen.add(email)
    for position in clashes:
        message = "This email is invited already, or stands in another line."
        refused[position] = AlreadyInvited(message, path=(position, "email"))
    if len(refused) > 1:
        raise Rejected([refused[position] for position in sorted(refused)])
    for only in refused.values():
        raise only
    return [email for email in emails if email is not None]
