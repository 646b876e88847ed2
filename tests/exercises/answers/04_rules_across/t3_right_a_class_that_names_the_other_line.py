# task 3 | right | expect: accepted | a class keeps the first and the last line of every email; the refusal's words name the other line ("line 4 has this email too"), and lines are judged in a second pass by a generator
from collections.abc import Iterator, Sequence

from exercises.invitations.errors import AlreadyInvited
from reference_app.domain.errors import DomainError, InvalidValue, Refusals
from reference_app.domain.values import EmailAddress


class _GuestList:
    def __init__(self, lines: Sequence[str], invited: frozenset[EmailAddress]) -> None:
        self.invited = invited
        self.read = [self._read(line) for line in lines]
        self.first: dict[EmailAddress, int] = {}
        self.last: dict[EmailAddress, int] = {}
        for position, email in enumerate(self.read):
            if isinstance(email, EmailAddress):
                self.first.setdefault(email, position)
                self.last[email] = position

    @staticmethod
    def _read(line: str) -> EmailAddress | InvalidValue:
        try:
            return EmailAddress(line)
        except InvalidValue as refusal:
            return refusal

    def _refusal(self, position: int) -> DomainError | None:
        email = self.read[position]
        if isinstance(email, InvalidValue):
            return email
        others = {self.first[email], self.last[email]} - {position}
        if others:
            message = f"Line {min(others)} has this email too."
            return AlreadyInvited(message, path=("email",))
        if email in self.invited:
            return AlreadyInvited("There is an invitation for this email.", path=("email",))
        return None

    def refusals(self) -> Iterator[tuple[int, DomainError]]:
        for position in range(len(self.read)):
            refusal = self._refusal(position)
            if refusal is not None:
                yield position, refusal


def read_guests(lines: Sequence[str], invited: frozenset[EmailAddress]) -> list[EmailAddress]:
    guests = _GuestList(tuple(lines), invited)
    collected = Refusals()
    for position, refusal in guests.refusals():
        with collected.under(position):
            raise refusal
    collected.raise_any()
    return guests.read
