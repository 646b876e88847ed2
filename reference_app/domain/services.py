"""Rules that no single entity can keep, because they speak of several at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from reference_app.domain.errors import EmailTaken, Refusals, SeatsTaken, UsernameTaken
from reference_app.domain.tenants import Tenant
from reference_app.domain.users import User
from reference_app.domain.values import EmailAddress, Username


def require_seats(tenant: Tenant, *, used: int, newcomers: int = 1) -> None:
    """Raises `SeatsTaken` unless all newcomers find a seat. Deleted users hold none."""
    if tenant.seats is not None and used + newcomers > tenant.seats:
        free = max(tenant.seats - used, 0)
        raise SeatsTaken(f"{free} of the tenant's {tenant.seats} seats are free.")


@dataclass(frozen=True, slots=True)
class Taken:
    """Emails and usernames that live users of the tenant hold, as far as somebody asked."""

    emails: frozenset[EmailAddress] = frozenset()
    usernames: frozenset[Username] = frozenset()


def require_unique(newcomers: Sequence[User], taken: Taken) -> None:
    """Raises one refusal per newcomer's email or username that is taken, or stands earlier in line.

    Paths begin with the position in `newcomers`. This makes errors friendly; it does not close the
    race against other writers: only a unique index can (see `infrastructure/sql/rows.py`).
    """
    emails, usernames = set(taken.emails), set(taken.usernames)
    refusals = Refusals()
    for position, user in enumerate(newcomers):
        with refusals.under(position):
            if user.state.email in emails:
                raise EmailTaken("This email belongs to another user.", path=("email",))
        with refusals.under(position):
            if user.state.username in usernames:
                raise UsernameTaken("This username belongs to another user.", path=("username",))
        emails.add(user.state.email)
        usernames.add(user.state.username)
    refusals.raise_any()
