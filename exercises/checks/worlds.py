"""What checks of several exercises stand on: a fixed time, people, worlds to store them in."""

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final, TypeVar
from uuid import UUID

from sqlalchemy import Connection, create_engine, event, text

from course.grading.checks import Answer
from exercises.invitations.codes import InviteCode
from exercises.invitations.entities import Invitation
from exercises.invitations.errors import AlreadyInvited
from exercises.invitations.events import InvitationId
from exercises.invitations.ports import Letter
from exercises.invitations.units import SqlInvitingUnits
from reference_app.domain.ids import TenantId, UserId
from reference_app.domain.services import Taken
from reference_app.domain.tenants import Tenant
from reference_app.domain.users import User
from reference_app.domain.values import EmailAddress, Username
from reference_app.infrastructure.sql import engine
from reference_app.infrastructure.sql.engine import Database
from reference_app.infrastructure.sql.rows import Rows

WEEK: Final = timedelta(days=7)
TENANT: Final = Tenant(TenantId(UUID(int=7)), "Five Seats", 5)


@dataclass
class FixedClock:
    time: datetime

    def now(self) -> datetime:
        return self.time


@dataclass
class KeptMailer:
    """Sends nothing and keeps all."""

    letters: list[Letter] = field(default_factory=list)

    async def send(self, letter: Letter) -> None:
        self.letters.append(letter)


_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def code(number: int) -> InviteCode:
    """A code of its own for each number below 576."""
    return InviteCode(f"K7QM-2X{_LETTERS[number // 24]}{_LETTERS[number % 24]}")


def invitation(number: int = 1, email: str = "", *, now: datetime) -> Invitation:
    """Number so and so, pending, with no event left: sent at `now`, good for a week."""
    made = Invitation.send(
        id=InvitationId(UUID(int=number)),
        tenant_id=TENANT.id,
        email=EmailAddress(email or f"guest{number}@example.com"),
        code=code(number),
        expires_at=now + WEEK,
        now=now,
    )
    return Invitation(made.state)


def user(number: int = 1, email: str = "", *, now: datetime) -> User:
    """Number so and so, of the tenant, with no event left."""
    made = User.create(
        id=UserId(UUID(int=number)),
        tenant_id=TENANT.id,
        email=EmailAddress(email or f"user{number}@example.com"),
        username=Username(f"user{number}"),
        full_name=None,
        now=now,
    )
    return User(made.state)


@dataclass
class MemoryUsers:
    """The port `Users`, in a dict."""

    stored: dict[UserId, User] = field(default_factory=dict)

    async def get(self, user_id: UserId) -> User | None:
        return deepcopy(self.stored.get(user_id))

    async def add(self, users: Sequence[User]) -> None:
        for each in users:
            await self.save(each)

    async def save(self, user: User) -> None:
        user.stored()
        self.stored[user.state.id] = deepcopy(user)

    async def find_taken(
        self, emails: Sequence[EmailAddress], usernames: Sequence[Username]
    ) -> Taken:
        live = [each.state for each in self.stored.values() if not each.is_deleted]
        return Taken(
            frozenset({each.email for each in live} & set(emails)),
            frozenset({each.username for each in live} & set(usernames)),
        )

    async def count_seats_used(self) -> int:
        return sum(not each.is_deleted for each in self.stored.values())


@dataclass
class MemoryInvitations:
    """The port `Invitations`, in a dict."""

    stored: dict[InvitationId, Invitation] = field(default_factory=dict)

    async def get(self, invitation_id: InvitationId) -> Invitation | None:
        return deepcopy(self.stored.get(invitation_id))

    async def find_pending(self, email: EmailAddress) -> Invitation | None:
        found = [i for i in self.stored.values() if i.is_pending and i.state.email == email]
        return deepcopy(found[0]) if found else None

    async def find_by_code(self, code: InviteCode) -> Invitation | None:
        found = await self.find_by_codes([code])
        return found[0] if found else None

    async def find_by_codes(self, codes: Sequence[InviteCode]) -> list[Invitation]:
        by_code = {each.state.code: each for each in self.stored.values()}
        return [deepcopy(by_code[each]) for each in codes if each in by_code]

    async def add(self, invitation: Invitation) -> None:
        if await self.find_pending(invitation.state.email):
            raise AlreadyInvited("This email has a pending invitation.", path=("email",))
        await self.save(invitation)

    async def save(self, invitation: Invitation) -> None:
        invitation.stored()
        self.stored[invitation.state.id] = deepcopy(invitation)


@dataclass
class MemoryUnit:
    """The port `InvitingUnit`. `commits` counts; what is not committed is gone when it is left."""

    clock: FixedClock
    users: MemoryUsers = field(default_factory=MemoryUsers)
    invitations: MemoryInvitations = field(default_factory=MemoryInvitations)
    mailer: KeptMailer = field(default_factory=KeptMailer)
    tenant: Tenant = TENANT
    commits: int = 0

    async def commit(self) -> None:
        self.commits += 1


@dataclass
class FailingPort:
    """A port of which one method raises that very error; the rest is as it was."""

    port: Any
    method: str
    error: BaseException
    was_asked: bool = False

    def __getattr__(self, name: str) -> Any:
        return self._fail if name == self.method else getattr(self.port, name)

    async def _fail(self, *_: object, **__: object) -> None:
        self.was_asked = True
        raise self.error


@dataclass
class SqlWorld:
    """A database in the current directory, the units over it, and the statements that were sent."""

    database: Database
    units: SqlInvitingUnits
    mailer: KeptMailer
    clock: FixedClock
    statements: list[str]

    async def rows(self, table: str, order: str = "id") -> list[dict[str, Any]]:
        """What is committed."""
        async with self.database.reader.connect() as connection:
            query = text(f"SELECT * FROM {table} ORDER BY {order}")  # noqa: S608 (names of our own)
            return [dict(row) for row in (await connection.execute(query)).mappings()]


def _empty_file() -> bytes:
    """A database with all tables, as SQLite writes it: made once, for it takes its time."""
    memory = create_engine("sqlite://")
    Rows.metadata.create_all(memory)
    connection: Any = memory.raw_connection().driver_connection
    content: bytes = connection.serialize()
    memory.dispose()
    return content


_EMPTY: Final = _empty_file()


@asynccontextmanager
async def sql_world(
    tenant: Tenant = TENANT, name: str = "world.db", *, now: datetime
) -> AsyncIterator[SqlWorld]:
    """An empty one: SQLite in a file, with the tables of users and invitations."""
    path = Path(name).absolute()
    path.write_bytes(_EMPTY)
    database = engine.sqlite(f"sqlite+aiosqlite:///{path}", readers=1, timeout=1)
    clock, mailer, statements = FixedClock(now), KeptMailer(), list[str]()

    def note(_: Connection, __: Any, statement: str, *___: Any) -> None:
        statements.append(statement)

    try:
        for each in (database.writer, database.reader):
            event.listen(each.sync_engine, "before_cursor_execute", note)
        units = SqlInvitingUnits(database, clock, tenant, mailer)
        yield SqlWorld(database, units, mailer, clock, statements)
    finally:
        await database.close()
        for left in path.parent.glob(f"{name}*"):
            left.unlink()


T = TypeVar("T")


@contextmanager
def entered(answer: Answer, manager: AbstractAsyncContextManager[T]) -> Iterator[T]:
    """`async with`, for a check: it is no coroutine, and all runs on the answer's loop."""
    value = answer.run(manager.__aenter__())
    try:
        yield value
    finally:
        answer.run(manager.__aexit__(None, None, None))
