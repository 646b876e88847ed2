"""Use cases of users: each a message and the handler of the same name. No SQL, no HTTP."""

from dataclasses import dataclass
from datetime import datetime

from reference_app.application.filters import EVERYBODY, NEWEST_FIRST, Filter, Order, asked
from reference_app.application.messages import Command, Query
from reference_app.application.ports import Reader, UnitOfWork
from reference_app.application.views import UserView
from reference_app.domain.errors import Conflict, InvalidValue, Refusals, StaleVersion, UserNotFound
from reference_app.domain.ids import UserId, uuid7
from reference_app.domain.paging import DEFAULT_LIMIT, Page
from reference_app.domain.services import require_seats, require_unique
from reference_app.domain.users import User
from reference_app.domain.values import (
    ABSENT,
    Absent,
    EmailAddress,
    FullName,
    Username,
    if_mentioned,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateUser(Command[UserView]):
    email: str
    username: str
    full_name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateUsers(Command[tuple[UserView, ...]]):
    """All of them or none; refusals name the position, as in `("users", 3, "email")`."""

    users: tuple[CreateUser, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GetUser(Query[UserView]):
    user_id: UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class ListUsers(Query[Page[UserView]]):
    limit: int = DEFAULT_LIMIT
    cursor: str | None = None
    filter: Filter = EVERYBODY
    order: Order = NEWEST_FIRST


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeUser(Command[UserView]):
    """Changes what is mentioned."""

    user_id: UserId
    email: str | Absent = ABSENT
    username: str | Absent = ABSENT
    full_name: str | Absent | None = ABSENT
    is_active: bool | Absent = ABSENT
    expected_version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteUser(Command[None]):
    user_id: UserId
    expected_version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreUser(Command[UserView]):
    user_id: UserId


async def create_user(command: CreateUser, uow: UnitOfWork) -> UserView:
    user = _new_user(command, uow)
    await _require_seats(uow, newcomers=1)
    await uow.users.add([user])
    return UserView.of(user)


async def create_users(command: CreateUsers, uow: UnitOfWork) -> tuple[UserView, ...]:
    """Three statements, whatever the size: count the seats, look up what is taken, insert."""
    if not 1 <= len(command.users) <= MAX_BATCH:
        raise InvalidValue(f"A batch has 1 to {MAX_BATCH} users.", path=("users",))
    refusals = Refusals()
    users: list[User] = []
    for position, newcomer in enumerate(command.users):
        with refusals.under("users", position):
            users.append(_new_user(newcomer, uow))
    refusals.raise_any()
    await _require_seats(uow, newcomers=len(users))
    states = [user.state for user in users]
    taken = await uow.users.find_taken(
        [state.email for state in states], [state.username for state in states]
    )
    with refusals.under("users"):
        require_unique(users, taken)
    refusals.raise_any()
    await uow.users.add(users)
    return tuple(map(UserView.of, users))


async def _require_seats(uow: UnitOfWork, *, newcomers: int) -> None:
    if uow.tenant.seats is not None:
        used = await uow.users.count_seats_used()
        require_seats(uow.tenant, used=used, newcomers=newcomers)


def _new_user(command: CreateUser, uow: UnitOfWork) -> User:
    refusals = Refusals()
    with refusals:
        email = EmailAddress(command.email)
    with refusals:
        username = Username(command.username)
    with refusals:
        full_name = None if command.full_name is None else FullName(command.full_name)
    refusals.raise_any()
    now = uow.clock.now()
    return User.create(
        id=UserId(uuid7(now)),
        tenant_id=uow.tenant.id,
        email=email,
        username=username,
        full_name=full_name,
        now=now,
    )


_NOT_FOUND = "There is no user with this id."

MAX_BATCH = 100


async def get_user(query: GetUser, reader: Reader) -> UserView:
    view = await reader.find_user(query.user_id)
    if view is None:
        raise UserNotFound(_NOT_FOUND)
    return view


async def list_users(query: ListUsers, reader: Reader) -> Page[UserView]:
    return await reader.page_of_users(asked(query.limit, query.cursor, query.filter, query.order))


async def _live_user(user_id: UserId, uow: UnitOfWork) -> User:
    user = await uow.users.get(user_id)
    if user is None or user.is_deleted:
        raise UserNotFound(_NOT_FOUND)
    return user


async def delete_user(command: DeleteUser, uow: UnitOfWork) -> None:
    user = await _live_user(command.user_id, uow)
    user.require_version(command.expected_version)
    user.delete(uow.clock.now())
    await _save(user, command.expected_version, uow)


async def restore_user(command: RestoreUser, uow: UnitOfWork) -> UserView:
    user = await uow.users.get(command.user_id)
    if user is None:
        raise UserNotFound(_NOT_FOUND)
    if user.is_deleted:
        await _require_seats(uow, newcomers=1)
        user.restore(uow.clock.now())
        await uow.users.save(user)
    return UserView.of(user)


async def change_user(command: ChangeUser, uow: UnitOfWork) -> UserView:
    user = await _live_user(command.user_id, uow)
    user.require_version(command.expected_version)
    _apply(command, user, uow.clock.now())
    await _save(user, command.expected_version, uow)
    return UserView.of(user)


async def _save(user: User, expected: int | None, uow: UnitOfWork) -> None:
    """For a caller who named a version, a race that is lost is a stale version."""
    try:
        await uow.users.save(user)
    except Conflict as lost:
        if expected is None:
            raise
        raise StaleVersion(str(lost)) from lost


def _apply(command: ChangeUser, user: User, now: datetime) -> None:
    refusals = Refusals()
    with refusals:
        email = if_mentioned(EmailAddress, command.email)
    with refusals:
        username = if_mentioned(Username, command.username)
    with refusals:
        full_name = None if command.full_name is None else if_mentioned(FullName, command.full_name)
    refusals.raise_any()
    user.change(now=now, email=email, username=username, full_name=full_name)
    if command.is_active is not ABSENT:
        (user.activate if command.is_active else user.deactivate)(now)
