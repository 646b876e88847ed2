"""Why the domain says no. What a door makes of it (a status, an exit code) is not decided here."""

from collections.abc import Sequence
from types import TracebackType
from typing import ClassVar

Path = tuple[str | int, ...]


class DomainError(Exception):
    """A rule refused.

    `code` is stable and public: doors print it, clients branch on it. `path` leads to the offending
    part of the input, outermost first: `("users", 3, "email")`; empty when no part is to blame.
    The message never repeats the input, so that it can be shown and logged.
    """

    code: ClassVar[str]

    def __init__(self, message: str, *, path: Path = ()) -> None:
        super().__init__(message)
        self.path = path

    def under(self, *prefix: str | int) -> "DomainError":
        """The same refusal from further out: `email` of a user, `users, 3, email` of a batch."""
        return type(self)(str(self), path=(*prefix, *self.path))


class InvalidValue(DomainError):
    code = "invalid-value"


class Rejected(DomainError):
    """Several refusals of one kind at once, in the order of the input."""

    code = "rejected"

    def __init__(self, reasons: Sequence[DomainError]) -> None:
        super().__init__("; ".join(map(str, reasons)))
        self.reasons = tuple(reasons)

    def under(self, *prefix: str | int) -> "Rejected":
        return Rejected([reason.under(*prefix) for reason in self.reasons])


class Refusals:
    """Collects what `with refusals.under("users", 3):` blocks raise; `raise_any` raises it as one.

    A reader who mends one field and is then told of the next would have preferred the list.
    """

    def __init__(self, prefix: Path = (), reasons: list[DomainError] | None = None) -> None:
        self._prefix = prefix
        self._reasons = [] if reasons is None else reasons

    def under(self, *prefix: str | int) -> "Refusals":
        """A block of the same collection, whose refusals lie further in."""
        return Refusals((*self._prefix, *prefix), self._reasons)

    def __enter__(self) -> None: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> bool:
        if not isinstance(error, DomainError):
            return False
        seen = error.under(*self._prefix)
        self._reasons += seen.reasons if isinstance(seen, Rejected) else [seen]
        return True

    def raise_any(self) -> None:
        """Raises an only refusal as it is, several as `Rejected`; returns when there is none."""
        if len(self._reasons) > 1:
            raise Rejected(self._reasons)
        if self._reasons:
            raise self._reasons[0]


class UserIsDeleted(DomainError):
    code = "user-deleted"


class EmailTaken(DomainError):
    code = "email-taken"


class UsernameTaken(DomainError):
    code = "username-taken"


class SeatsTaken(DomainError):
    code = "seats-taken"


class UserNotFound(DomainError):
    code = "user-not-found"


class Conflict(DomainError):
    """Somebody stored a newer version between our read and our write; reading again may help."""

    code = "conflict"


class StaleVersion(DomainError):
    """The caller named the version that it wants to change, and it is no longer current."""

    code = "stale-version"


class BadCursor(DomainError):
    code = "bad-cursor"
