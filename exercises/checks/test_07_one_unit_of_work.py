"""What the answers to exercise 7 must do: rows that stay, one acceptance, three repairs."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection, delete, event

from course.grading.checks import Answer, Wrong, check, require, shown
from course.grading.compare import same
from exercises.checks.worlds import (
    NOW,
    TENANT,
    WEEK,
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
    DomainError,
    EmailTaken,
    InvalidValue,
    SeatsTaken,
    UsernameTaken,
)
from reference_app.domain.users import User
from reference_app.infrastructure.sql.rows import USERS

# Task 1: six scripts


@check(task=1, points=0.5)
def without_a_commit_nothing_stays(answer: Answer) -> None:
    """The numbers are right for `a` and `f`, in which no commit runs.

    Leaving the block gives the connection back, and what is not committed is rolled back on the
    way. Chapter 7, "One transaction, opened and closed in one place".
    """
    _stay(answer, "a", "Which line stores something?")
    _stay(answer, "f", "It looked from inside its own transaction. What does it do then?")


@check(task=1, points=0.5)
def a_commit_keeps_what_stands_above_it(answer: Answer) -> None:
    """The numbers are right for `b` and `c`, in which something follows the commit.

    A commit is final: no error undoes it, and it does not reach what comes later.
    """
    _stay(answer, "b", "The error comes after the commit. Can a commit be taken back?")
    _stay(answer, "c", "One row is added after the commit. Who commits that one?")


@check(task=1, points=0.5)
def each_block_is_a_transaction_of_its_own(answer: Answer) -> None:
    """The number is right for `d`, in which two units of work follow each other.

    Whoever needs both or none needs one unit. Chapter 7, "What it costs".
    """
    _stay(answer, "d", "The second block fails. The first one is over by then.")


@check(task=1, points=0.5)
def a_commit_in_finally_keeps_the_half(answer: Answer) -> None:
    """The number is right for `e`, which commits in `finally`.

    `finally` runs when all went well and when it did not. A commit belongs where all went well.
    """
    _stay(answer, "e", "Which rows are in when `finally` runs? It commits those, error or not.")


def _stay(answer: Answer, script: str, why: str) -> None:
    said = answer.value(f"ROWS[{script!r}]")
    sentence = f"`ROWS[{script!r}]` is `{shown(said)}`; we have run `{script}`, and that is not it."
    require(same(said, _rows_left(answer)[script]), f"{sentence} {why}")


@cache
def _rows_left(answer: Answer) -> dict[str, int]:
    """Runs all six, each with an empty table of users."""
    left: dict[str, int] = {}
    with entered(answer, sql_world()) as world:
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
def _world(answer: Answer, *things: Invitation | User) -> Iterator[SqlWorld]:
    """Mary's invitation has number 1, and its code is K7QM-2XAB."""
    with entered(answer, sql_world()) as world:
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


def _bus(answer: Answer, world: SqlWorld) -> Bus:
    units: Any = world.units  # which has no questions to answer
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


@check(task=2, points=0.5)
def who_accepts_is_a_user(answer: Answer) -> None:
    """Whoever accepts becomes a user, with the invitation's email and the username of her choice.

    The answer is a view, made for whoever asks. Chapter 5, "What comes back".
    """
    with _world(answer, invitation(1, EMAIL)) as world:
        bus = _bus(answer, world)
        answer.gives(f"type({ACCEPT}).__name__", "UserView", bus=bus)
        require(_users(answer, world) == ["mary"], f"After `{ACCEPT}` there is no row of Mary.")
        _store(answer, world, invitation(2, "Ada@Example.com"))
        other = ACCEPT.replace("2xab", "2xac").replace("mary", "ada")
        answer.gives(f"(view := {other}).email, view.username", ("Ada@Example.com", "ada"), bus=bus)


@check(task=2, points=0.5)
def only_an_open_invitation_is_accepted(answer: Answer) -> None:
    """A code that nobody has is refused at its place; so is one that is late or revoked.

    Whoever types a code may type a wrong one. Chapter 5, "A handler reads like the use case".
    """
    revoked = invitation(1, EMAIL)
    revoked = Invitation(_with(revoked.state, status=Status.REVOKED))
    with _world(answer, revoked, invitation(2)) as world:
        bus = _bus(answer, world)
        nobody = ACCEPT.replace("2xab", "2xzz")
        answer.refuses(nobody, InvitationNotFound, ("code",), "Nobody has this code.", bus=bus)
        answer.refuses(ACCEPT.replace("2xab", ""), InvalidValue, ("code",), bus=bus)
        answer.raises(ACCEPT, InvitationClosed, "It is revoked.", bus=bus)
        world.clock.time = NOW + WEEK
        late = ACCEPT.replace("2xab", "2xac")
        answer.raises(late, InvitationClosed, "Its time is over.", bus=bus)


def _with(state: InvitationState, **changes: Any) -> InvitationState:
    names = InvitationState.__dataclass_fields__
    return InvitationState(**{name: getattr(state, name) for name in names} | changes)


@check(task=2, points=0.5)
def a_code_works_once(answer: Answer) -> None:
    """A code that was accepted is used up.

    A change that nobody saves happened in memory. Chapter 5, "A handler reads like the use case".
    """
    with _world(answer, invitation(1, EMAIL)) as world:
        bus = _bus(answer, world)
        answer.value(ACCEPT, bus=bus)
        [status] = _statuses(answer, world)
        said = f"After `{ACCEPT}` the invitation is stored as {status}; it should be accepted."
        require(status == "accepted", said)
        answer.run(_empty_users(world))
        why = "The code was used before, and Mary has left since."
        answer.raises(ACCEPT, InvitationClosed, why, bus=bus)


@check(task=2, points=0.5)
def a_refusal_uses_up_no_code(answer: Answer) -> None:
    """When the user is refused, the refusal comes out, and the invitation is still pending.

    An error that reaches the bus takes along what is not committed; one that is caught before is
    none. Chapter 7, "The bus commits".
    """
    with _world(answer, invitation(1, EMAIL), user(1), user(2, EMAIL)) as world:
        bus = _bus(answer, world)
        _refused(answer, world, bus, ACCEPT, EmailTaken)
        _store(answer, world, invitation(2))
        other = ACCEPT.replace("2xab", "2xac")
        _refused(answer, world, bus, other.replace("mary", "user1"), UsernameTaken)
        _store(answer, world, *(user(number) for number in (3, 4, 5)))
        _refused(answer, world, bus, other, SeatsTaken)


def _refused(answer: Answer, world: SqlWorld, bus: Bus, call: str, kind: type[DomainError]) -> None:
    answer.raises(call, kind, bus=bus)
    _nothing_stored(answer, world, f"`{call}` raised `{kind.__name__}`.")


@check(task=2, points=0.5)
def both_or_neither(answer: Answer) -> None:
    """Whichever statement fails, the commit among them, both rows are stored or neither.

    What failed can be repeated if it has left nothing. Chapter 7, "Half an import".
    """
    with _world(answer, invitation(1, EMAIL)) as world:
        bus = _bus(answer, world)
        for failed in _failing_one_by_one(world, lambda: answer.value(ACCEPT, bus=bus)):
            _nothing_stored(answer, world, f"{failed} failed while `{ACCEPT}` ran.")


@check(task=2, points=0.5)
def what_nobody_wants_is_not_stored(answer: Answer) -> None:
    """When the caller hangs up while the handler runs, nothing is stored.

    The bus looks at its flag, then commits. Whoever has committed before did not look. Chapter 7,
    "A task of its own, and a flag".
    """
    with _world(answer, invitation(1, EMAIL)) as world:
        call = f"await hung_up({_ACCEPT})"
        answer.value(call, bus=_bus(answer, world), hung_up=_HangUp(world))
        _nothing_stored(answer, world, "Mary hung up while the row of her user was written.")


@dataclass
class _HangUp:
    """Awaits something, and is cancelled when a row of `users` is on its way."""

    world: SqlWorld

    async def __call__(self, awaited: Coroutine[Any, Any, Any]) -> None:
        caller = asyncio.create_task(awaited)
        loop = asyncio.get_running_loop()

        def cancel(_: Connection, __: Any, statement: str, *___: Any) -> None:
            if statement.startswith("INSERT INTO users"):
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
            raise Broken("the disk is full")


_MOST_STATEMENTS: Final = 20


def _failing_one_by_one(world: SqlWorld, act: Callable[[], object]) -> Iterator[str]:
    """Does it again and again: the first time, its first statement fails, then its second, and at
    last its commit. Yields what has failed, until it goes through."""
    engine = world.database.writer.sync_engine
    for passing in range(_MOST_STATEMENTS):
        fault = _Fault(passing)
        event.listen(engine, "before_cursor_execute", fault.statement)
        event.listen(engine, "commit", fault.commit)
        try:
            act()
        except Wrong:
            if not fault.failed:
                raise
        finally:
            event.remove(engine, "before_cursor_execute", fault.statement)
            event.remove(engine, "commit", fault.commit)
        if not fault.failed:
            return
        yield fault.failed


# Task 3: three repairs

ANEW: Final = "await send_anew(units, fresh)"
INVITE: Final = "await invite(units, invitation)"
OPENED: Final = "await opened(units, code)"


@check(task=3, points=0.25)
def the_fresh_one_takes_the_place(answer: Answer) -> None:
    """A fresh invitation takes the place of the old one, which is revoked; or there was none.

    The index allows one pending invitation per email. Chapter 6, "Columns and no rules".
    """
    with _world(answer, invitation(1, EMAIL)) as world:
        answer.value(ANEW, units=world.units, fresh=invitation(2, EMAIL))
        answer.value(ANEW, units=world.units, fresh=invitation(3, "ada@example.com"))
        statuses = _statuses(answer, world)
    told = "Mary's old one, her fresh one and Ada's first one are"
    wanted = ["revoked", "pending", "pending"]
    sentence = f"{told} {', '.join(statuses)}; they should be {', '.join(wanted)}."
    require(statuses == wanted, sentence)


@check(task=3, points=1)
def a_refusal_leaves_the_old_one(answer: Answer) -> None:
    """When the fresh invitation can't be stored, the old one is still pending.

    Two changes that must be true together are committed together. Chapter 7, "Half an import".
    """
    taken = Invitation(_with(invitation(2, EMAIL).state, code=code(3)))
    with _world(answer, invitation(1, EMAIL), invitation(3, "ada@example.com")) as world:
        names = {"units": world.units, "fresh": taken}
        try:
            answer.value(ANEW, **names)
        except Wrong as refused:
            _still_pending(answer, world, f"The fresh one's code is taken: {refused}")
        else:
            require(False, f"`{ANEW}` raised nothing, and the fresh one's code is taken.")
        fresh = invitation(4, EMAIL)
        names = {"units": world.units, "fresh": fresh}
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


class _BrokenMailer:
    async def send(self, letter: Letter) -> None:
        raise MailIsDown("the mail server does not answer")


@check(task=3, points=0.25)
def who_is_invited_gets_a_letter(answer: Answer) -> None:
    """An invitation is stored, and its letter is sent.

    A repair keeps what was right.
    """
    with _world(answer) as world:
        answer.value(INVITE, units=world.units, invitation=invitation(1, EMAIL))
        rows, letters = len(_statuses(answer, world)), world.mailer.letters
    said = f"After `{INVITE}`, rows: {rows}, letters: {len(letters)}"
    require(rows == 1 and len(letters) == 1, f"{said}. There should be one of each.")
    written = letters[0].text
    require(code(1).text in written, f"The letter says `{written}`, and not the code.")


@check(task=3, points=1)
def no_letter_for_what_is_not_stored(answer: Answer) -> None:
    """When the invitation can't be stored, no letter is sent.

    First stored, then answered: a letter can't be rolled back. Chapter 7, "First stored, then
    answered".
    """
    with _world(answer) as world:
        mailer = _WatchingMailer(world)
        names = {"units": _WatchedUnits(world, mailer), "invitation": invitation(1, EMAIL)}
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


@check(task=3, points=0.5)
def nobody_waits_for_the_mail_server(answer: Answer) -> None:
    """While the letter is sent, the invitation is stored and no connection is held.

    There is one writer: whoever holds it makes all others wait. Chapter 7, "What it costs".
    """
    with _world(answer) as world:
        mailer = _WatchingMailer(world)
        units = _WatchedUnits(world, mailer)
        answer.value(INVITE, units=units, invitation=invitation(1, EMAIL))
        require(mailer.rows >= 0, f"`{INVITE}` returned, and no letter had been sent yet.")
        require(mailer.rows == 1, "While the letter was sent, the invitation was not stored yet.")
        said = "While the letter was sent, the unit of work held the only connection that writes"
        require(mailer.connections == 0, f"{said}: everybody else waited for the mail server.")


@check(task=3, points=0.5)
def a_letter_that_fails_is_told(answer: Answer) -> None:
    """When the letter can't be sent, the invitation is stored, and the error goes to the caller.

    Grace sends it by hand, if she hears of it. Chapter 7, "First stored, then answered".
    """
    with _world(answer) as world:
        units = SqlInvitingUnits(world.database, world.clock, TENANT, _BrokenMailer())
        names = {"units": units, "invitation": invitation(1, EMAIL)}
        answer.raises(INVITE, MailIsDown, "The mail server does not answer.", **names)
        rows = len(_statuses(answer, world))
        require(rows == 1, "The letter could not be sent, and its invitation was not stored.")


@check(task=3, points=0.5)
def a_code_opens_what_is_pending(answer: Answer) -> None:
    """A code opens its invitation while that is pending; anything else is refused.

    A repair keeps what was right.
    """
    revoked = Invitation(_with(invitation(2).state, status=Status.REVOKED))
    with _world(answer, invitation(1, EMAIL), revoked) as world:
        units = world.units
        world.clock.time = NOW + WEEK - timedelta(microseconds=1)
        answer.gives(OPENED, invitation(1), "It is pending.", units=units, code=code(1))
        answer.raises(OPENED, InvitationClosed, "It is revoked.", units=units, code=code(2))
        names = {"units": units, "code": code(3)}
        answer.refuses(OPENED, InvitationNotFound, ("code",), "Nobody has this code.", **names)


@check(task=3, points=1)
def who_comes_late_is_kept_as_expired(answer: Answer) -> None:
    """A code that comes late is refused, its invitation is stored as expired, and the email is
    free.

    An error that leaves the block takes along what was not committed. Chapter 7, "One transaction,
    opened and closed in one place".
    """
    with _world(answer, invitation(1, EMAIL)) as world:
        world.clock.time = NOW + WEEK
        why = "Its time is over."
        answer.raises(OPENED, InvitationClosed, why, units=world.units, code=code(1))
        [status] = _statuses(answer, world)
        said = f"`{OPENED}` raised `InvitationClosed` for a late code, and the invitation is stored"
        require(status == "expired", f"{said} as {status}; it should be expired.")
        try:
            _store(answer, world, invitation(2, EMAIL))
        except AlreadyInvited:
            require(False, f"{said} in a way that keeps its email from being invited again.")
