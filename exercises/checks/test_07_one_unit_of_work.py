"""What the answers to exercise 7 must do: rows that stay, one acceptance, three repairs."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache, partial
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, delete, event
from sqlalchemy.exc import IntegrityError

from course.grading.checks import FUTURE, Answer, Wrong, check, require, shown, told
from exercises.checks.worlds import (
    TENANT,
    WEEK,
    FailingPort,
    SqlWorld,
    code,
    entered,
    invitation,
    sql_world,
    user,
)
from exercises.invitations.entities import Invitation, InvitationState, Status
from exercises.invitations.errors import AlreadyInvited, InvitationClosed, InvitationNotFound
from exercises.invitations.ports import InvitingUnit, Letter
from exercises.invitations.units import SqlInvitingUnits
from reference_app.application.bus import Bus
from reference_app.domain.errors import (
    Conflict,
    DomainError,
    EmailTaken,
    InvalidValue,
    SeatsTaken,
    UsernameTaken,
)
from reference_app.domain.users import User
from reference_app.infrastructure.sql.rows import USERS

# Task 1: six scripts


@check(task=1, points=0.25, demands=["numbers"])
def the_numbers_are_numbers(answer: Answer) -> None:
    """Each of the six scripts has a number of rows, an `int`.

    A text that looks like a number is equal to none. Chapter 2, "Valid from birth".
    """
    for script in "abcdef":
        said = answer.value(f"ROWS[{script!r}]")
        kind = f"a `{type(said).__name__}`"
        sentence = f"`ROWS[{script!r}]` is `{shown(said)}`, {kind}; a number of rows is an `int`."
        require(type(said) is int, sentence)


@check(task=1, points=0.5, demands=["uncommitted"], needs=["numbers"])
def without_a_commit_nothing_stays(answer: Answer) -> None:
    """The numbers are right for `a` and `f`, in which no commit runs.

    Leaving the block gives the connection back, and what is not committed is rolled back on the
    way. Chapter 7, "One transaction, opened and closed in one place".
    """
    _stay(answer, "a", "Which line stores something?")
    _stay(answer, "f", "It looked from inside its own transaction. What does it do then?")


@check(task=1, points=0.5, demands=["committed"], needs=["numbers"])
def a_commit_keeps_what_stands_above_it(answer: Answer) -> None:
    """The numbers are right for `b` and `c`, in which something follows the commit.

    A commit is final: no error undoes it, and it does not reach what comes later.
    """
    _stay(answer, "b", "The error comes after the commit. Can a commit be taken back?")
    _stay(answer, "c", "One row is added after the commit. Who commits that one?")


@check(task=1, points=0.25, demands=["two-blocks"], needs=["numbers"])
def each_block_is_a_transaction_of_its_own(answer: Answer) -> None:
    """The number is right for `d`, in which two units of work follow each other.

    Whoever needs both or none needs one unit. Chapter 7, "What it costs".
    """
    _stay(answer, "d", "The second block fails. The first one is over by then.")


@check(task=1, points=0.5, demands=["finally"], needs=["numbers"])
def a_commit_in_finally_keeps_the_half(answer: Answer) -> None:
    """The number is right for `e`, which commits in `finally`.

    `finally` runs when all went well and when it did not. A commit belongs where all went well.
    """
    _stay(answer, "e", "Which rows are in when `finally` runs? It commits those, error or not.")


def _stay(answer: Answer, script: str, why: str) -> None:
    said = answer.value(f"ROWS[{script!r}]")
    require(type(said) is int, f"`ROWS[{script!r}]` is `{shown(said)}`, and no `int`.")
    sentence = f"`ROWS[{script!r}]` is `{said}`; we have run `{script}`, and that is not it."
    require(bool(said == _rows_left(answer)[script]), f"{sentence} {why}")


@cache
def _rows_left(answer: Answer) -> dict[str, int]:
    """Runs all six, each with an empty table of users."""
    left: dict[str, int] = {}
    with entered(answer, sql_world(now=FUTURE)) as world:
        for script in "abcdef":
            with suppress(RuntimeError, DomainError):  # nobody hears
                answer.run(answer.value(script)(world.units))
            left[script] = len(_users(answer, world))
            answer.run(_empty_users(world))
    return left


async def _empty_users(world: SqlWorld) -> None:
    async with world.database.writer.begin() as connection:
        await connection.execute(delete(USERS))


# Task 2: AcceptInvitation

_ACCEPT: Final = "bus.execute(AcceptInvitation(code='k7qm 2xab', username='mary'))"
ACCEPT: Final = f"await {_ACCEPT}"
EMAIL: Final = "Mary@Example.com"


@contextmanager
def _world(
    answer: Answer, *things: Invitation | User, now: datetime = FUTURE
) -> Iterator[SqlWorld]:
    """Mary's invitation has number 1, and its code is K7QM-2XAB."""
    with entered(answer, sql_world(now=now)) as world:
        _store(answer, world, *things)
        yield world


def _store(answer: Answer, world: SqlWorld, *things: Invitation | User) -> None:
    async def store() -> None:
        async with world.units.write() as unit:
            for each in things:
                if isinstance(each, User):
                    await unit.users.add([each])
                else:
                    await unit.invitations.add(each)
            await unit.commit()

    answer.run(store())


def _marys(number: int = 1, now: datetime = FUTURE, **changes: Any) -> Invitation:
    """An invitation of hers, as it was sent but for the changes."""
    state = invitation(number, EMAIL, now=now).state
    names = InvitationState.__dataclass_fields__
    return Invitation(InvitationState(**{name: getattr(state, name) for name in names} | changes))


def _bus(answer: Answer, units: Any) -> Bus:
    return Bus(units, {answer.value("AcceptInvitation"): answer.value("accept_invitation")}, {})


def _statuses(answer: Answer, world: SqlWorld) -> list[str]:
    """Of all invitations, by their number."""
    return [row["status"] for row in answer.run(world.rows("invitations"))]


def _users(answer: Answer, world: SqlWorld) -> list[str]:
    return [row["username"] for row in answer.run(world.rows("users"))]


def _nothing_stored(answer: Answer, world: SqlWorld, after: str) -> None:
    """Of Mary's acceptance."""
    [status] = {*_statuses(answer, world)} - {"pending"} or ["pending"]
    users = [name for name in _users(answer, world) if name == "mary"]
    found = f"the invitation is {status}, and there is {'a' if users else 'no'} user Mary"
    require(
        status == "pending" and not users,
        f"{after} Afterwards {found}; it should be pending, and there should be no user.",
    )


def _try(answer: Answer, asked: str, **names: object) -> None:
    """Whatever comes of it, except that it is not written yet."""
    try:
        answer.value(asked, **names)
    except Wrong as wrong:
        if isinstance(wrong.__cause__, NotImplementedError):
            raise


@check(task=2, points=0.25, demands=["user"])
def who_accepts_is_a_user(answer: Answer) -> None:
    """Whoever accepts becomes a user, with the invitation's email and the username of her choice.

    Email and username have a text, which is as somebody typed it. Chapter 6, "Columns and no
    rules".
    """
    ada = invitation(2, "Ada@Example.com", now=FUTURE)
    with _world(answer, _marys(), ada) as world:
        bus = _bus(answer, world.units)
        answer.value(ACCEPT, bus=bus)
        answer.value(ACCEPT.replace("2xab", "2xac").replace("mary", "ada"), bus=bus)
        rows = answer.run(world.rows("users", "username"))
    stored = [(row["email"], row["username"]) for row in rows]
    wanted = [("Ada@Example.com", "ada"), (EMAIL, "mary")]
    said = f"Two have accepted, and the table of users has `{shown(stored)}`"
    require(stored == wanted, f"{said}; it should have `{shown(wanted)}`.")


@check(task=2, points=0.25, demands=["accepted"])
def the_invitation_is_accepted(answer: Answer) -> None:
    """The invitation is stored as accepted, and its code is used up.

    A change that nobody saves happened in memory. Chapter 5, "A handler reads like the use case".
    """
    with _world(answer, _marys()) as world:
        bus = _bus(answer, world.units)
        answer.value(ACCEPT, bus=bus)
        [status] = _statuses(answer, world)
        said = f"After `{ACCEPT}` the invitation is stored as {status}; it should be accepted."
        require(status == "accepted", said)


@check(task=2, points=0.25, demands=["view"])
def the_answer_is_the_users_view(answer: Answer) -> None:
    """What comes back is the `UserView` of the user that is stored.

    The answer is a view, made for whoever asks. Chapter 5, "What comes back".
    """
    with _world(answer, _marys()) as world:
        view = answer.value(ACCEPT, bus=_bus(answer, world.units))
        rows = answer.run(world.rows("users"))
    said = f"`{ACCEPT}` gave"
    kind = type(view).__name__
    require(kind == "UserView", f"{said} an object of `{kind}`; it should give a `UserView`.")
    ids = [UUID(str(row["id"])) for row in rows]
    require(ids == [view.id], f"{said} a view of a user who is not stored.")
    answer.gives("view.username", "mary", view=view)


@check(task=2, points=0.125, demands=["no-code"])
def what_is_no_code_is_refused(answer: Answer) -> None:
    """What is no code at all is refused, as `InviteCode` refuses it.

    A value refuses once, with its path, and nobody has to repeat it. Chapter 2, "Valid from birth".
    """
    with _world(answer, _marys()) as world:
        for typed in ("k7qm", "", "k7qm 2xa1"):
            call = ACCEPT.replace("k7qm 2xab", typed)
            answer.refuses(call, InvalidValue, ("code",), bus=_bus(answer, world.units))


UNKNOWN: Final = ACCEPT.replace("2xab", "2xzz")


@check(task=2, points=0.125, demands=["unknown-code"])
def a_code_that_nobody_has_is_refused(answer: Answer) -> None:
    """A code that nobody has is refused.

    Whoever types a code may type a wrong one. Chapter 5, "A handler reads like the use case".
    """
    with _world(answer, _marys()) as world:
        bus = _bus(answer, world.units)
        answer.raises(UNKNOWN, InvitationNotFound, "Nobody has this code.", bus=bus)


@check(task=2, points=0.125, demands=["path"], needs=["unknown-code"])
def the_refusal_of_a_code_says_where(answer: Answer) -> None:
    """The refusal of a code that nobody has leads to the code.

    A form shows it beside the field. Chapter 2, "A refusal that leads to the place".
    """
    with _world(answer, _marys()) as world:
        bus = _bus(answer, world.units)
        answer.refuses(UNKNOWN, InvitationNotFound, ("code",), bus=bus)


_TICK: Final = timedelta(microseconds=1)


@check(task=2, points=0.5, demands=["closed"])
def only_an_open_invitation_is_accepted(answer: Answer, now: datetime) -> None:
    """An invitation that is closed is refused; so is one whose time is over by the unit's clock.

    The entity knows its rules, and is told what time it is.
    """
    for status in (Status.REVOKED, Status.ACCEPTED, Status.EXPIRED):
        with _world(answer, _marys(now=now, status=status), now=now) as world:
            bus = _bus(answer, world.units)
            answer.raises(ACCEPT, InvitationClosed, f"It is {status.value}.", bus=bus)
    with _world(answer, _marys(now=now), now=now) as world:
        bus = _bus(answer, world.units)
        for late in (WEEK, WEEK + timedelta(days=1)):
            world.clock.time = now + late
            answer.raises(ACCEPT, InvitationClosed, "Its time is over.", bus=bus)
        world.clock.time = now + WEEK - _TICK
        _in_time(answer, bus)


def _in_time(answer: Answer, bus: Bus) -> None:
    try:
        answer.value(ACCEPT, bus=bus)
    except Wrong as wrong:
        closed = isinstance(wrong.__cause__, InvitationClosed)
        require(not closed, f"It is in time, by the unit's clock: {wrong}")


@check(task=2, points=0.25, demands=["seat"], needs=["refusals-through"])
def who_accepts_needs_a_seat(answer: Answer) -> None:
    """Whoever accepts needs a free seat; users who have left hold none.

    The seats may have been taken since the letter was sent. Chapter 4, "A free seat".
    """
    users = [user(number, now=FUTURE) for number in range(1, 6)]
    with _world(answer, _marys(), *users) as world:
        why = "There are five seats, and five users."
        answer.raises(ACCEPT, SeatsTaken, why, bus=_bus(answer, world.units))
    users[0].delete(FUTURE)
    with _world(answer, _marys(), *users) as world:
        answer.value(ACCEPT, bus=_bus(answer, world.units))


class _Failing(SqlInvitingUnits):
    """Units of a world, in which a method of a port raises."""

    def __init__(self, world: SqlWorld, port: str, method: str, error: BaseException) -> None:
        super().__init__(world.database, world.clock, TENANT, world.mailer)
        self._fails = (port, method, error)
        self.were_asked = False

    @asynccontextmanager
    async def write(self) -> AsyncIterator[InvitingUnit]:
        name, method, error = self._fails
        async with super().write() as unit:
            port = FailingPort(getattr(unit, name), method, error)
            setattr(unit, name, port)
            try:
                yield unit
            finally:
                self.were_asked |= port.was_asked


class Unforeseen(Exception):
    """Nobody has thought of it."""


@check(task=2, points=0.25, demands=["refusals-through"])
def what_refuses_the_user_goes_through(answer: Answer) -> None:
    """What refuses the user comes out as it came.

    The form marks the field that the refusal names. Chapter 7, "The bus commits".
    """
    with _world(answer, _marys(), user(1, now=FUTURE), user(2, EMAIL, now=FUTURE)) as world:
        bus = _bus(answer, world.units)
        answer.raises(ACCEPT, EmailTaken, "Her email has a user.", bus=bus)
    with _world(answer, _marys(), user(1, now=FUTURE)) as world:
        taken = ACCEPT.replace("mary", "user1")
        bus = _bus(answer, world.units)
        answer.raises(taken, UsernameTaken, "The username has a user.", bus=bus)
        for error in (EmailTaken("It is taken."), UsernameTaken("It is.", path=("username",))):
            bus = _bus(answer, _Failing(world, "users", "add", error))
            answer.lets_through(ACCEPT, error, "`uow.users.add` raised it.", bus=bus)


@check(task=2, points=0.25, demands=["others-through"])
def what_nobody_foresees_goes_through(answer: Answer) -> None:
    """Whatever else comes up comes out as well, the `Conflict` of a lost race among it.

    Who lost a race has not accepted: somebody else has, or has revoked. Chapter 8 is about that.
    """
    with _world(answer, _marys()) as world:
        answer.value(ACCEPT, bus=_bus(answer, world.units))
    for port, method in (("invitations", "save"), ("users", "add")):
        if not _asks(answer, port, method):
            continue  # then nothing is raised
        for error in (Conflict("Somebody was faster."), Unforeseen(), asyncio.CancelledError()):
            with _world(answer, _marys()) as world:
                bus = _bus(answer, _Failing(world, port, method, error))
                answer.lets_through(ACCEPT, error, f"`uow.{port}.{method}` raised it.", bus=bus)


def _asks(answer: Answer, port: str, method: str) -> bool:
    """Whether the handler does."""
    with _world(answer, _marys()) as world:
        units = _Failing(world, port, method, Unforeseen())
        _try(answer, ACCEPT, bus=_bus(answer, units))
        return units.were_asked


@check(task=2, points=0.25, demands=["both-or-neither"], needs=["refusals-through", "seat"])
def a_refusal_uses_up_no_code(answer: Answer) -> None:
    """When the user is refused, the invitation is still pending.

    An error that reaches the bus takes along what is not committed; one that is caught before is
    none. Chapter 7, "The bus commits".
    """
    others = (user(number, now=FUTURE) for number in (3, 4, 5, 6))
    with _world(answer, _marys(), user(2, EMAIL, now=FUTURE)) as world:
        _refused(answer, world, ACCEPT, "Her email has a user.")
        _store(answer, world, invitation(2, now=FUTURE))
        other = ACCEPT.replace("2xab", "2xac")
        _refused(answer, world, other.replace("mary", "user2"), "The username has a user.")
        _store(answer, world, *others)
        _refused(answer, world, other, "There is no seat.")


def _refused(answer: Answer, world: SqlWorld, call: str, why: str) -> None:
    _try(answer, call, bus=_bus(answer, world.units))
    _nothing_stored(answer, world, f"{why} `{call}` was refused.")


@check(task=2, points=0.125, demands=["both-or-neither"])
def both_or_neither(answer: Answer) -> None:
    """Whichever statement fails, the commit among them, both rows are stored or neither.

    What failed can be repeated if it has left nothing. Chapter 7, "Half an import".
    """
    with _world(answer, _marys()) as world:
        bus = _bus(answer, world.units)
        for failed in _failing_one_by_one(world, lambda: answer.value(ACCEPT, bus=bus)):
            _nothing_stored(answer, world, f"{failed} failed while `{ACCEPT}` ran.")


@check(
    task=2,
    points=0.25,
    demands=["hung-up"],
    needs=["both-or-neither"],
    local="A browser has one thread: nobody can hang up while it writes.",
)
def what_nobody_wants_is_not_stored(answer: Answer) -> None:
    """When the caller hangs up while the handler runs, nothing is stored.

    The bus looks at its flag, then commits. Whoever has committed before did not look. Chapter 7,
    "A task of its own, and a flag".
    """
    for table, verb in (("users", "INSERT INTO users"), ("invitations", "UPDATE invitations")):
        with _world(answer, _marys()) as world:
            call = f"await hung_up({_ACCEPT})"
            bus = _bus(answer, world.units)
            hung_up = _HangUp(world, verb)
            answer.value(call, bus=bus, hung_up=hung_up)
            if hung_up.has:
                after = f"Mary hung up while her row of `{table}` was written."
                _nothing_stored(answer, world, after)


@dataclass
class _HangUp:
    """Awaits something, and is cancelled when such a statement is on its way."""

    world: SqlWorld
    verb: str
    has: bool = False

    async def __call__(self, awaited: Coroutine[Any, Any, Any]) -> None:
        caller = asyncio.create_task(awaited)
        loop = asyncio.get_running_loop()

        def cancel(_: Connection, __: Any, statement: str, *___: Any) -> None:
            if statement.startswith(self.verb):
                self.has = True
                loop.call_soon(caller.cancel)

        event.listen(self.world.database.writer.sync_engine, "before_cursor_execute", cancel)
        await asyncio.wait({caller})
        if not caller.cancelled():
            await caller


# A statement that fails


class Broken(Exception):
    """The disk is full."""


@dataclass
class _Fault:
    """Lets so many statements pass, commits among them, and breaks the next. `failed` names it."""

    left: int
    failed: str = ""
    error: Broken = field(default_factory=lambda: Broken("the disk is full"))

    def statement(self, _: Connection, __: Any, statement: str, *___: Any) -> None:
        verb, *rest = statement.split()
        if verb in ("SELECT", "INSERT", "UPDATE"):
            table = "invitations" if "invitations" in rest else "users"
            self._passes(f"The {verb} of `{table}`")

    def commit(self, _: Connection) -> None:
        self._passes("The commit")

    def _passes(self, name: str) -> None:
        self.left -= 1
        if self.left == -1:
            self.failed = name
            raise self.error


_MOST_STATEMENTS: Final = 20


def _failing_one_by_one(world: SqlWorld, act: Callable[[], object]) -> Iterator[str]:
    """Does it again and again: the first time, its first statement fails, then its second, and at
    last its commit. Yields what has failed, until it goes through."""
    for passing in range(_MOST_STATEMENTS):
        fault, _ = _failing(world, passing, act)
        if not fault.failed:
            return
        yield fault.failed


def _failing(
    world: SqlWorld, passing: int, act: Callable[[], object]
) -> tuple[_Fault, Wrong | None]:
    """Does it while the statement after so many fails, and says what came of it."""
    engine, fault = world.database.writer.sync_engine, _Fault(passing)
    event.listen(engine, "before_cursor_execute", fault.statement)
    event.listen(engine, "commit", fault.commit)
    try:
        act()
    except Wrong as wrong:
        if not fault.failed:
            raise
        return fault, wrong
    finally:
        event.remove(engine, "before_cursor_execute", fault.statement)
        event.remove(engine, "commit", fault.commit)
    return fault, None


# Task 3: three repairs

ANEW: Final = "await send_anew(units, fresh)"
INVITE: Final = "await invite(units, invitation)"
OPENED: Final = "await opened(units, code)"


@check(task=3, points=0.25, demands=["sent-anew"])
def the_fresh_one_takes_the_place(answer: Answer, now: datetime) -> None:
    """A fresh invitation takes the place of the old one, which is revoked; or there was none.

    The index allows one pending invitation per email. Chapter 6, "Columns and no rules".
    """
    with _world(answer, _marys(now=now), now=now) as world:
        world.clock.time = now + timedelta(days=1)
        answer.value(ANEW, units=world.units, fresh=_marys(2, now))
        ada = invitation(3, "ada@example.com", now=now)
        answer.value(ANEW, units=world.units, fresh=ada)
        rows = answer.run(world.rows("invitations"))
    statuses = [row["status"] for row in rows]
    told = "Mary's old one, her fresh one and Ada's first one are"
    wanted = ["revoked", "pending", "pending"]
    sentence = f"{told} {', '.join(statuses)}; they should be {', '.join(wanted)}."
    require(statuses == wanted, sentence)
    revoked = datetime.fromisoformat(rows[0]["updated_at"])
    said = f"The old one was revoked at {revoked}, and `unit.clock` showed {world.clock.time}."
    require(revoked == world.clock.time, said)


@check(task=3, points=0.75, demands=["old-one-stays"])
def a_refusal_leaves_the_old_one(answer: Answer) -> None:
    """When the fresh invitation can't be stored, the old one is still pending.

    Two changes that must be true together are committed together. Chapter 7, "Half an import".
    """
    taken = _marys(2, code=code(3))
    ada = invitation(3, "ada@example.com", now=FUTURE)
    with _world(answer, _marys(), ada) as world:
        names = {"units": world.units, "fresh": taken}
        try:
            answer.value(ANEW, **names)
        except Wrong as refused:
            _still_pending(answer, world, f"The fresh one's code is taken: {refused}")
        else:
            _still_pending(answer, world, "The fresh one's code is taken, and nothing was raised.")
        names = {"units": world.units, "fresh": _marys(4)}
        for failed in _failing_one_by_one(world, lambda: answer.value(ANEW, **names)):
            _still_pending(answer, world, f"{failed} failed while `{ANEW}` ran.")


def _still_pending(answer: Answer, world: SqlWorld, after: str) -> None:
    status, *_ = _statuses(answer, world)
    require(status == "pending", f"{after} Afterwards the old one is {status}, not pending.")


@dataclass
class _WatchingMailer:
    """Keeps letters, and notes what is so while it sends. `task` is that of whoever invites."""

    world: SqlWorld
    letters: list[Letter] = field(default_factory=list)
    connections: int = -1
    rows: int = -1
    task: object = None
    is_elsewhere: bool = False

    async def send(self, letter: Letter) -> None:
        pool: Any = self.world.database.writer.pool
        self.is_elsewhere = asyncio.current_task() is not self.task
        self.connections = pool.checkedout()
        self.letters.append(letter)
        self.rows = len(await self.world.rows("invitations"))


class _WatchedUnits(SqlInvitingUnits):
    """Tell the mailer whose they are."""

    def __init__(self, world: SqlWorld, mailer: _WatchingMailer) -> None:
        super().__init__(world.database, world.clock, TENANT, mailer)
        self._watching = mailer

    @asynccontextmanager
    async def write(self) -> AsyncIterator[InvitingUnit]:
        self._watching.task = asyncio.current_task()
        async with super().write() as unit:
            yield unit


class MailIsDown(Exception):
    """The mail server does not answer."""


@dataclass
class _BrokenMailer:
    error: BaseException

    async def send(self, letter: Letter) -> None:
        raise self.error


@check(task=3, points=0.25, demands=["invited"])
def who_is_invited_gets_a_letter(answer: Answer) -> None:
    """An invitation is stored, and its letter is sent.

    A repair keeps what was right.
    """
    with _world(answer) as world:
        answer.value(INVITE, units=world.units, invitation=_marys())
        statuses, letters = _statuses(answer, world), world.mailer.letters
    said = f"After `{INVITE}`, rows: {len(statuses)}, letters: {len(letters)}"
    require(len(statuses) == len(letters) == 1, f"{said}. There should be one of each.")
    require(statuses == ["pending"], f"After `{INVITE}`, the invitation is {statuses[0]}.")
    wanted = answer.value("letter_for(invitation)", invitation=_marys())
    require(
        letters[0] == wanted, f"The letter is `{shown(letters[0])}`, and not `letter_for(...)`."
    )


@check(task=3, points=0.75, demands=["no-letter"])
def no_letter_for_what_is_not_stored(answer: Answer) -> None:
    """When the invitation can't be stored, no letter is sent.

    First stored, then answered: a letter can't be rolled back. Chapter 7, "First stored, then
    answered".
    """
    with _world(answer) as world:
        mailer = _WatchingMailer(world)
        names = {"units": _WatchedUnits(world, mailer), "invitation": _marys()}
        for failed in _failing_one_by_one(world, lambda: answer.value(INVITE, **names)):
            rows, letters = len(_statuses(answer, world)), len(mailer.letters)
            found = f"Rows afterwards: {rows}, letters: {letters}; there should be none."
            how = (
                "A task of its own sent it." if mailer.is_elsewhere else "It was sent all the same."
            )
            require(
                rows == letters == 0,
                f"{failed} failed while `{INVITE}` ran. {found}{f' {how}' if letters else ''}",
            )


@check(task=3, points=0.5, demands=["nobody-waits"], needs=["no-letter"])
def nobody_waits_for_the_mail_server(answer: Answer) -> None:
    """While the letter is sent, the invitation is stored and no connection is held.

    There is one writer: whoever holds it makes all others wait. Chapter 7, "What it costs".
    """
    with _world(answer) as world:
        mailer = _WatchingMailer(world)
        units = _WatchedUnits(world, mailer)
        answer.value(INVITE, units=units, invitation=_marys())
        require(mailer.rows >= 0, f"`{INVITE}` returned, and no letter had been sent yet.")
        require(mailer.rows == 1, "While the letter was sent, the invitation was not stored yet.")
        said = "While the letter was sent, the unit of work held the only connection that writes"
        require(mailer.connections == 0, f"{said}: everybody else waited for the mail server.")


@check(task=3, points=0.25, demands=["mail-error"])
def a_letter_that_fails_is_told(answer: Answer) -> None:
    """When the letter can't be sent, the error goes to the caller, as it came.

    Grace sends it by hand, if she hears of it. Chapter 7, "First stored, then answered".
    """
    for error in (MailIsDown("the mail server does not answer"), asyncio.CancelledError()):
        with _world(answer) as world:
            mailer = _BrokenMailer(error)
            units = SqlInvitingUnits(world.database, world.clock, TENANT, mailer)
            names = {"units": units, "invitation": _marys()}
            answer.lets_through(INVITE, error, "The mailer raised it.", **names)


@check(task=3, points=0.25, demands=["stored-all-the-same"], needs=["no-letter"])
def an_invitation_outlives_its_letter(answer: Answer) -> None:
    """When the letter can't be sent, the invitation is stored, and pending.

    The letter that Grace sends by hand has a code in it, which should open something.
    """
    for error in (MailIsDown("the mail server does not answer"), asyncio.CancelledError()):
        with _world(answer) as world:
            mailer = _BrokenMailer(error)
            units = SqlInvitingUnits(world.database, world.clock, TENANT, mailer)
            _try(answer, INVITE, units=units, invitation=_marys())
            statuses = _statuses(answer, world)
        said = "The letter could not be sent, and its invitation"
        require(statuses != [], f"{said} was not stored.")
        require(statuses == ["pending"], f"{said} is {', '.join(statuses)}; it stays pending.")


@check(task=3, points=0.25, demands=["opened"])
def a_code_opens_what_is_pending(answer: Answer, now: datetime) -> None:
    """A code opens its invitation while that is pending and in time, and changes nothing.

    A repair keeps what was right.
    """
    with _world(answer, _marys(now=now), now=now) as world:
        before = answer.run(world.rows("invitations"))
        for later in (timedelta(), WEEK - _TICK):
            world.clock.time = now + later
            names: dict[str, Any] = {"units": world.units, "code": code(1)}
            answer.gives(OPENED, _marys(now=now), "It is pending.", **names)
            answer.gives(f"({OPENED}).is_pending", True, **names)
        after = answer.run(world.rows("invitations"))
    require(after == before, f"`{OPENED}` has changed an invitation that is pending and in time.")


@check(task=3, points=0.25, demands=["refused"])
def a_code_opens_nothing_else(answer: Answer, now: datetime) -> None:
    """A code that nobody has is refused, and so is one of an invitation that is closed or late.

    A repair keeps what was right.
    """
    closed = [
        _marys(number, now, status=status)
        for number, status in enumerate((Status.REVOKED, Status.ACCEPTED, Status.EXPIRED), 2)
    ]
    with _world(answer, _marys(now=now), *closed, now=now) as world:
        names: dict[str, Any] = {"units": world.units}
        answer.refuses(
            OPENED, InvitationNotFound, ("code",), "Nobody has it.", code=code(9), **names
        )
        for each in closed:
            why = f"It is {each.state.status.value}."
            answer.raises(OPENED, InvitationClosed, why, code=each.state.code, **names)
        world.clock.time = now + WEEK
        answer.raises(OPENED, InvitationClosed, "Its time is over.", code=code(1), **names)
        _, *statuses = _statuses(answer, world)
    said = f"Revoked, accepted and expired ones are {', '.join(statuses)} afterwards."
    require(statuses == ["revoked", "accepted", "expired"], said)


@check(task=3, points=1, demands=["kept-as-expired"])
def who_comes_late_is_kept_as_expired(answer: Answer, now: datetime) -> None:
    """When a code comes late, its invitation is stored as expired, and the email is free.

    An error that leaves the block takes along what was not committed. Chapter 7, "One transaction,
    opened and closed in one place".
    """
    with _world(answer, _marys(now=now), now=now) as world:
        world.clock.time = now + WEEK
        _try(answer, OPENED, units=world.units, code=code(1))
        [row] = answer.run(world.rows("invitations"))
        said = "A code came late, and its invitation is stored"
        require(row["status"] == "expired", f"{said} as {row['status']}; it should be expired.")
        at = datetime.fromisoformat(row["updated_at"])
        require(at == world.clock.time, f"{said} as expired at {at}; `unit.clock` said otherwise.")
        try:
            _store(answer, world, _marys(2, now))
        except AlreadyInvited:
            require(False, f"{said} in a way that keeps its email from being invited again.")


@check(task=3, points=0.5, demands=["errors-stay"])
def errors_come_out_as_they_came(answer: Answer) -> None:
    """What fails within comes out as it came, whichever statement it was.

    A repair that catches more than it should tells somebody that all is well.
    """
    taken = _marys(2, code=code(3))
    ada = invitation(3, "ada@example.com", now=FUTURE)
    with _world(answer, _marys(), ada) as world:
        why = "The fresh one's code is taken."
        answer.raises(ANEW, IntegrityError, why, units=world.units, fresh=taken)
    with _world(answer, _marys()) as world:
        twice = invitation(4, EMAIL, now=FUTURE)
        why = "She has a pending one."
        answer.raises(INVITE, AlreadyInvited, why, units=world.units, invitation=twice)
    for call, names in (
        (ANEW, {"fresh": _marys(2)}),
        (INVITE, {"invitation": invitation(5, now=FUTURE)}),
        (OPENED, {"code": code(1)}),
    ):
        for passing in range(_MOST_STATEMENTS):
            with _world(answer, _marys()) as world:
                act = partial(answer.value, call, units=world.units, **names)
                fault, came = _failing(world, passing, act)
            if not fault.failed:
                break
            said = f"{fault.failed} failed while `{call}` ran, with `{told(fault.error)}`"
            require(came is not None, f"{said}, and nobody was told.")
            if came is not None and came.__cause__ is not fault.error:
                raise Wrong(f"{said}; it should come out as it came. {came}")
