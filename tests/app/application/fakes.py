"""The ports in memory, with the behaviour that the ports promise. No database, no waiting."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from reference_app.application.ports import Clock, UnitOfWork, Users
from reference_app.application.users import GetUser, get_user
from reference_app.application.views import UserView
from reference_app.domain.errors import EmailTaken, UsernameTaken
from reference_app.domain.ids import TenantId, UserId
from reference_app.domain.services import Taken
from reference_app.domain.tenants import Tenant
from reference_app.domain.users import User, UserState
from reference_app.domain.values import EmailAddress, Username
from tests.app.application.listed import behind, listed_as, values_of
from tests.app.domain.people import NOON

MessageT = TypeVar("MessageT")
AnswerT = TypeVar("AnswerT")
Rows = dict[UserId, tuple[UserState, int]]

NO_LIMIT = Tenant(TenantId(UUID(int=1)), "Analytical Engines")
ONE_SEAT = Tenant(TenantId(UUID(int=1)), "Analytical Engines", seats=1)


class FixedClock:
    """Shows `time` until somebody sets another."""

    def __init__(self, time: datetime = NOON) -> None:
        self.time = time

    def now(self) -> datetime:
        return self.time


class InMemoryUsers:
    """Users as rows of state and version. Raises no `Conflict`: units write one at a time."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def get(self, user_id: UserId) -> User | None:
        row = self._rows.get(user_id)
        return User(*row) if row else None

    async def add(self, users: Sequence[User]) -> None:
        for user in users:
            self._put(user)

    async def save(self, user: User) -> None:
        if user.has_changed:
            self._put(user)

    async def find_taken(
        self, emails: Sequence[EmailAddress], usernames: Sequence[Username]
    ) -> Taken:
        live = list(self._live())
        return Taken(
            frozenset(state.email for state in live) & set(emails),
            frozenset(state.username for state in live) & set(usernames),
        )

    async def count_seats_used(self) -> int:
        return len(list(self._live()))

    def _live(self) -> Iterator[UserState]:
        return (state for state, _ in self._rows.values() if state.deleted_at is None)

    def _put(self, user: User) -> None:
        others = [state for state in self._live() if state.id != user.state.id]
        if not user.is_deleted:
            if any(user.state.email == other.email for other in others):
                raise EmailTaken("This email belongs to another user.", path=("email",))
            if any(user.state.username == other.username for other in others):
                raise UsernameTaken("This username belongs to another user.", path=("username",))
        user.stored()
        self._rows[user.state.id] = (user.state, user.version)


class InMemoryUnit:
    """A unit of work on a copy of the rows, which `commit` puts in their place."""

    def __init__(self, units: "InMemoryUnits") -> None:
        self._units = units
        self._rows = dict(units.rows)
        self.tenant = units.tenant
        self.clock: Clock = units.clock
        self.users: Users = InMemoryUsers(self._rows)

    async def commit(self) -> None:
        self._units.rows = dict(self._rows)
        self._units.commits += 1


class InMemoryReader:
    def __init__(self, rows: Rows) -> None:
        self._views = [
            UserView.of(User(state, version))
            for state, version in rows.values()
            if state.deleted_at is None
        ]

    async def find_user(self, user_id: UserId) -> UserView | None:
        return next((view for view in self._views if view.id == user_id), None)

    async def page_of_users(self, request: Any) -> Any:
        """Imports pages when asked for one: they come later in the book than the rest."""
        from reference_app.application.filters import digest
        from reference_app.domain.paging import Cursor, Page

        listed = listed_as(self._views, request.filter, request.order)
        if request.cursor is not None:
            listed = behind(listed, request.order, request.cursor.values)
        question = digest(request.filter, request.order)
        return Page.cut(
            listed, request.limit, lambda view: Cursor(values_of(view, request.order), question)
        )


class InMemoryUnits:
    """Storage whose units of work are serial; it counts what is open and what was committed."""

    def __init__(self, tenant: Tenant = NO_LIMIT, clock: FixedClock | None = None) -> None:
        self.tenant = tenant
        self.clock = clock or FixedClock()
        self.rows: Rows = {}
        self.commits = 0
        self.open = 0
        self._writing = asyncio.Lock()

    @asynccontextmanager
    async def write(self) -> AsyncIterator[InMemoryUnit]:
        async with self._writing:
            self.open += 1
            try:
                yield InMemoryUnit(self)
            finally:
                self.open -= 1

    @asynccontextmanager
    async def read(self) -> AsyncIterator[InMemoryReader]:
        self.open += 1
        try:
            yield InMemoryReader(self.rows)
        finally:
            self.open -= 1

    async def ping(self) -> None:
        """Memory always answers."""


async def do(
    units: InMemoryUnits,
    handler: Callable[[MessageT, UnitOfWork], Awaitable[AnswerT]],
    message: MessageT,
) -> AnswerT:
    """What the bus would do with a command."""
    async with units.write() as uow:
        answer = await handler(message, uow)
        await uow.commit()
    return answer


async def get(units: InMemoryUnits, user_id: UUID) -> UserView:
    async with units.read() as reader:
        return await get_user(GetUser(user_id=UserId(user_id)), reader)
