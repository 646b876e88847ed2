"""What the app needs from the world, in the app's own words. Adapters are in `infrastructure/`."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from reference_app.application.filters import Asked
from reference_app.application.views import UserView
from reference_app.domain.ids import UserId
from reference_app.domain.paging import Page
from reference_app.domain.services import Taken
from reference_app.domain.tenants import Tenant
from reference_app.domain.users import User
from reference_app.domain.values import EmailAddress, Username


class Clock(Protocol):
    def now(self) -> datetime:
        """The current time, aware, in UTC."""
        ...


class Users(Protocol):
    """The tenant's users, deleted ones among them unless said otherwise."""

    async def get(self, user_id: UserId) -> User | None: ...

    async def add(self, users: Sequence[User]) -> None:
        """Stores new users, all or none, in one statement. Raises `EmailTaken`, `UsernameTaken`."""
        ...

    async def save(self, user: User) -> None:
        """Stores a change, if any. Raises `EmailTaken`, `UsernameTaken`, `Conflict`."""
        ...

    async def find_taken(
        self, emails: Sequence[EmailAddress], usernames: Sequence[Username]
    ) -> Taken:
        """Which of these live users hold, in one statement."""
        ...

    async def count_seats_used(self) -> int:
        """Live users. No other unit of work adds one until this one ends."""
        ...


class UnitOfWork(Protocol):
    """One transaction of one tenant. Leaving it without `commit` stores nothing."""

    tenant: Tenant
    clock: Clock
    users: Users

    async def commit(self) -> None: ...


class Reader(Protocol):
    """Answers about what one tenant has stored, each as of one moment. It can't write."""

    async def find_user(self, user_id: UserId) -> UserView | None:
        """The live user with this id."""
        ...

    async def page_of_users(self, request: Asked) -> Page[UserView]:
        """Live users. Raises `BadCursor` for values that no user can have."""
        ...


class Units(Protocol):
    """Opens units of work. Raises `Unavailable` when the storage has no room in time."""

    def write(self) -> AbstractAsyncContextManager[UnitOfWork]: ...

    def read(self) -> AbstractAsyncContextManager[Reader]: ...

    async def ping(self) -> None:
        """Returns when the storage answers; raises `Unavailable` when it does not."""
        ...


class Unavailable(Exception):
    """Something that the app needs is down or full for now; trying again later may help."""


class Schema(Protocol):
    """The shape of what is stored: a step, numbered as "0003". Raises `Unavailable`, and
    `WrongSchema` for a step that this app does not know or that lies in the wrong direction."""

    async def start(self, *, migrating: bool) -> None:
        """Returns when the app can work with what is there. Newer will do, and is warned of."""
        ...

    async def upgrade(self, to: str | None = None) -> list[str]:
        """Walks up to that step or the newest. Returns a line for each step that was taken."""
        ...

    async def downgrade(self, to: str) -> list[str]: ...

    async def differences(self) -> list[str]:
        """In what the storage is not as this app would make it, a line each."""
        ...


class WrongSchema(Unavailable):
    """The storage has another shape than the app needs; the text says which and what to do."""
