"""What the answers to exercise 8 must do: statements counted, a long list of codes, reminders."""

import re
import sqlite3
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final
from unittest.mock import patch
from uuid import UUID

from sqlalchemy import event, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from course.grading.checks import FUTURE, PAST, Answer, Wrong, check, require
from course.grading.compare import same
from exercises.checks.worlds import (
    TENANT,
    WEEK,
    KeptMailer,
    SqlWorld,
    code,
    entered,
    invitation,
    sql_world,
)
from exercises.invitations.codes import InviteCode
from exercises.invitations.entities import Invitation, Status
from exercises.invitations.mapping import columns_of
from exercises.invitations.ports import Letter
from exercises.invitations.rows import INVITATIONS
from reference_app.domain.values import EmailAddress
from reference_app.infrastructure.sql.one_trip import OneTripCursor

# Task 1: four loops

_SIZES: Final = (250, 101, 100, 99, 2, 1, 0, 10, 163, 199, 300, 1000, 4321)


@check(task=1, points=0.5, demands=["all-at-once"])
def gather_sends_them_all(answer: Answer) -> None:
    """`told_all_at_once` is right for any `n`.

    One `await` may wait for many statements. Chapter 8, "A hundred at once".
    """
    for n in _SIZES:
        answer.gives(f"told_all_at_once({n})", n)


@check(task=1, points=0.5, demands=["row-by-row"])
def a_stream_is_one_statement(answer: Answer) -> None:
    """`told_row_by_row` is right for any `n`.

    To ask and to read the answer are two things, and only the first is a statement. With no keys,
    the question is still asked.
    """
    for n in _SIZES:
        answer.gives(f"told_row_by_row({n})", 1)


@check(task=1, points=0.5, demands=["with-their-senders"])
def a_list_and_one_more_for_each(answer: Answer) -> None:
    """`told_with_their_senders` is right for any `n`.

    N+1 is how a page that was quick for ten is slow for a thousand. Chapter 8, "A hundred at
    once".
    """
    for n in _SIZES:
        answer.gives(f"told_with_their_senders({n})", n + 1)


@check(task=1, points=0.5, demands=["by-the-hundred"])
def a_hundred_that_has_begun_counts(answer: Answer) -> None:
    """`told_by_the_hundred` is right for any `n`.

    Each hundred or part of one counts: whoever forgets the last, half-filled slice loses what is in
    it.
    """
    for n in _SIZES:
        answer.gives(f"told_by_the_hundred({n})", len(range(0, n, 100)))


# What tasks 2 and 3 stand on


async def _store(world: SqlWorld, *rows: dict[str, Any]) -> None:
    """In place of what was there."""
    async with world.database.writer.begin() as writer:
        await writer.execute(INVITATIONS.delete())
        await writer.execute(insert(INVITATIONS), list(rows))


# Task 2: find_all

_NOBODY: Final = 20  # has this code
_GUESTS: Final = [number for number in range(231) if number != _NOBODY]
_REVOKED, _ACCEPTED, _CHANGED, _SLOPPY = 241, 242, 243, 244
_OTHERS: Final = {
    _REVOKED: invitation(_REVOKED, now=FUTURE),
    _ACCEPTED: invitation(_ACCEPTED, now=PAST),
    _CHANGED: invitation(_CHANGED, now=FUTURE),
    _SLOPPY: invitation(_SLOPPY, now=PAST),
}
_BECAME: Final = {
    _REVOKED: (Status.REVOKED, 1),
    _ACCEPTED: (Status.ACCEPTED, 1),
    _CHANGED: (Status.PENDING, 4),
}
_ELSEWHERE: Final = 500  # a guest of another tenant


def _otherwise(number: int) -> InviteCode:
    """The same code, as somebody else types it."""
    return InviteCode(code(number).text.lower().replace("-", " "))


_LISTS: Final = {
    "none": [],
    "some": [code(7), code(2), code(9), code(4)],
    "otherwise": [_otherwise(1), code(3), _otherwise(5), code(_SLOPPY)],
    "unknown": [code(3), code(_NOBODY), code(30)],
    "foreign": [code(3), code(_ELSEWHERE)],
    "twice": [code(5), code(6), code(5)],
    "closed": [code(_REVOKED), code(_ACCEPTED), code(_CHANGED)],
    "hundred": [code(n) for n in _GUESTS[:100]],
    "one more": [code(n) for n in _GUESTS[:101]],
    "all": [code(n) for n in _GUESTS],
    "again and again": [code(n) for n in range(3)] * 100,
    "two spellings": [spelled(n) for spelled in (code, _otherwise) for n in range(30, 90)],
}
_CALL: Final = "await find_all(connection, tenant_id, codes)"
_CALL_WITH_A_COPY: Final = "await find_all(connection, tenant_id, [*codes])"


@dataclass(frozen=True)
class Sent:
    """A statement as it reached the database: the keys of the codes among its values, and the rows
    that it brought."""

    keys: frozenset[str]
    rows: list[Any]


@dataclass(frozen=True)
class Asked:
    """What was found for one list, and the statements sent for it."""

    found: list[Invitation | None]
    sent: list[Sent]

    @property
    def emails(self) -> list[str | None]:
        return [each.state.email.text if each else None for each in self.found]


def _asked(answer: Answer, name: str) -> Asked:
    asked = _all_asked(answer)[name]
    if isinstance(asked, Wrong):
        raise asked
    return asked


@cache
def _all_asked(answer: Answer) -> dict[str, Asked | Wrong]:
    """All lists in one world, for it takes time to make one. Half of its guests were invited at a
    time that is to come, and half at one that is past."""
    with entered(answer, sql_world(now=FUTURE)) as world:
        answer.run(_store(world, *_rows()))
        return {name: _ask(answer, world, codes) for name, codes in _LISTS.items()}


def _rows() -> Iterator[dict[str, Any]]:
    for number in _GUESTS:
        yield columns_of(invitation(number, now=(FUTURE, PAST)[number % 2]))
    for number, (status, version) in _BECAME.items():
        yield columns_of(_OTHERS[number]) | {"status": status.value, "version": version}
    yield columns_of(_OTHERS[_SLOPPY]) | {"code": _otherwise(_SLOPPY).text}
    theirs = invitation(1, now=PAST).state.id  # any id but the tenant's
    yield columns_of(invitation(_ELSEWHERE, now=FUTURE)) | {"tenant_id": theirs}


def _ask(
    answer: Answer, world: SqlWorld, codes: list[InviteCode], call: str = _CALL_WITH_A_COPY
) -> Asked | Wrong:
    """On a connection that can only read."""
    connection = answer.run(_connected(world))
    try:
        with _listening() as sent:
            found = answer.value(call, connection=connection, tenant_id=TENANT.id, codes=codes)
        return Asked(_entries(found), sent)
    except Wrong as wrong:
        return wrong
    finally:
        answer.run(connection.close())


@contextmanager
def _listening() -> Iterator[list[Sent]]:
    """Where the driver is told, for there all values are known and all rows."""
    sent: list[Sent] = []
    run = OneTripCursor.run

    def noting(cursor: OneTripCursor, connection: Any, method: Any, sql: str, values: Any) -> None:
        run(cursor, connection, method, sql, values)
        sent.append(Sent(_keys(sql, values), cursor._rows))

    with patch.object(OneTripCursor, "run", noting):
        yield sent


def _keys(sql: str, values: Any) -> frozenset[str]:
    """Values may come beside a statement, or be written into it."""
    beside = list(values.values() if isinstance(values, dict) else values)
    texts = [*re.findall("'([^']*)'", sql), *beside]
    tidy = {re.sub("[- ]", "", each).upper() for each in texts if isinstance(each, str)}
    return frozenset(tidy & _ALL_KEYS)


_ALL_KEYS: Final = {each.key for codes in _LISTS.values() for each in codes}


async def _connected(world: SqlWorld) -> AsyncConnection:
    return await world.database.reader.connect()


def _entries(found: object) -> list[Invitation | None]:
    if type(found) is not list:
        raise Wrong(f"`find_all` gave a {type(found).__name__}; it should give a list.")
    strange = [each for each in found if type(each) not in (Invitation, type(None))]
    if strange:
        kind = type(strange[0]).__name__
        raise Wrong(
            f"`find_all` gave a list with a {kind} in it; an entry is an `Invitation`, or None."
        )
    return found


def _email(number: int) -> str:
    return f"guest{number}@example.com"


def _finds(answer: Answer, name: str, numbers: Sequence[int | None], why: str = "") -> None:
    found = _asked(answer, name).emails
    emails = [None if number is None else _email(number) for number in numbers]
    typed = ", ".join(each.text for each in _LISTS[name])
    require(
        found == emails,
        f"`find_all` of [{typed}] found {_listed(found)}; it should find {_listed(emails)}.{why}",
    )


def _listed(emails: Sequence[str | None]) -> str:
    return f"[{', '.join(map(str, emails))}]"


@check(task=2, points=0.25, demands=["order"])
def each_line_gets_its_own(answer: Answer) -> None:
    """The invitations come in the order of the codes.

    A database answers in an order of its own, and it happens to be the right one in small tests.
    """
    _finds(answer, "some", [7, 2, 9, 4])


@check(task=2, points=0.25, demands=["by-key"], needs=["order"])
def spellings_of_a_code_find_one_invitation(answer: Answer) -> None:
    """A code is found however it is typed, and however it was when it was stored.

    The key is for comparing, the text for its owner. Chapter 2, "Many spellings, one key".
    """
    why = " The first and the third are typed in small letters, the last one is stored so."
    _finds(answer, "otherwise", [1, 3, 5, _SLOPPY], why)


@check(task=2, points=0.25, demands=["nobody"], needs=["order"])
def a_code_that_nobody_has_leaves_its_line_empty(answer: Answer) -> None:
    """A code that nobody has is None, in its place.

    Rows that are missing shift all that come behind them, if one pairs by position.
    """
    _finds(answer, "unknown", [3, None, 30], " Nobody has the second.")


@check(task=2, points=0.25, demands=["typed-twice"], needs=["order"])
def a_code_twice_is_answered_twice(answer: Answer) -> None:
    """A code that was typed twice is answered twice.

    A row comes once, however often one asks for it in one statement.
    """
    _finds(answer, "twice", [5, 6, 5], " The third is the first again.")


@check(task=2, points=0.25, demands=["tenant"], needs=["order", "nobody"])
def what_belongs_to_another_tenant_is_not_found(answer: Answer) -> None:
    """The code of another tenant is None.

    What belongs to somebody else is not there, whoever asks. Chapter 6, "The store".
    """
    _finds(answer, "foreign", [3, None], " The second is the code of another tenant.")


@check(task=2, points=0.25, demands=["as-stored"], needs=["order"])
def an_invitation_comes_as_it_is_stored(answer: Answer) -> None:
    """An invitation is found whatever became of it, with the version that is stored.

    Who has accepted is at the fair, and whose slip is it? And without its version, nobody can
    change it. Chapter 6, "Both ways through the gate".
    """
    _finds(answer, "closed", [_REVOKED, _ACCEPTED, _CHANGED], " Two of them are closed.")
    for got, (number, (status, version)) in zip(
        _asked(answer, "closed").found, _BECAME.items(), strict=True
    ):
        state = replace(_OTHERS[number].state, status=status)
        require(
            got is not None and same(got.state, state) and same(got.version, version),
            f"{_email(number)}'s invitation is {status.value}, in version {version}. `find_all` "
            f"gave one that is {got and got.state.status.value}, in version "
            f"{got and got.version}, or differs elsewhere from what is stored.",
        )


@check(task=2, points=0.25, demands=["one-each"], needs=["order"])
def a_long_list_loses_nobody(answer: Answer) -> None:
    """Of a long list everybody is found, and of an empty one nobody.

    The last slice is the one that is not full, and the first that is forgotten.
    """
    for name in ("hundred", "one more", "all", "none"):
        found, codes = _asked(answer, name).emails, _LISTS[name]
        wanted = [_email(n) for n in _GUESTS[: len(codes)]]
        lost = [email for n, email in enumerate(wanted) if found[n : n + 1] != [email]]
        require(
            not lost,
            f"Of {len(codes)} different codes, `find_all` did not find {len(lost)} in the right "
            f"place, first of all that of {lost[0] if lost else ''}.",
        )
        require(
            len(found) == len(codes),
            f"For {len(codes)} codes, `find_all` gave a list of {len(found)}.",
        )


@check(task=2, points=0.25, demands=["at-most"])
def no_statement_holds_more_than_a_hundred(answer: Answer) -> None:
    """No statement has more than a hundred codes among its values.

    Each database has a limit to the values of one statement, and no small test meets it.
    """
    for name in ("one more", "all"):
        most = max((len(each.keys) for each in _asked(answer, name).sent), default=0)
        require(
            most <= 100,
            f"For {len(_LISTS[name])} codes, `find_all` sent a statement with {most} codes among "
            "its values; at most 100 may be in one.",
        )


@check(task=2, points=0.25, demands=["few-statements"])
def a_long_list_takes_few_statements(answer: Answer) -> None:
    """Codes take one statement for each hundred or part of one.

    What costs is the asking, not the finding. Chapter 8, "A hundred at once".
    """
    _takes(answer, "hundred", "100 different codes", 1)
    _takes(answer, "all", "230 different codes", 3)


def _takes(answer: Answer, name: str, codes: str, most: int) -> None:
    sent = len(_asked(answer, name).sent)
    require(
        sent <= most,
        f"For {codes}, `find_all` sent {sent} statements; "
        f"{most} {'is' if most == 1 else 'are'} enough.",
    )


@check(task=2, points=0.25, demands=["typed-often"], needs=["few-statements", "by-key"])
def a_code_that_was_typed_often_is_asked_for_once(answer: Answer) -> None:
    """A code counts once, however often and in whatever letters it was typed.

    A slice that is filled with one code has no room for others.
    """
    _takes(answer, "again and again", "3 different codes, each 100 times", 1)
    _takes(answer, "two spellings", "60 different codes, each in two spellings", 1)


@check(task=2, points=0.25, demands=["no-needless-row"], needs=["tenant"])
def only_rows_that_are_needed_are_read(answer: Answer) -> None:
    """Only rows of invitations that were asked for are read.

    Whoever reads the whole table asks for too much. And another tenant's row is not needed: on the
    day on which a line is forgotten, it is shown.
    """
    for name, wanted, what in (
        ("some", {7, 2, 9, 4}, "4 codes"),
        ("foreign", {3}, "2 codes, of which one is another tenant's"),
    ):
        others = {*_GUESTS, *_OTHERS, _ELSEWHERE} - wanted
        emails = {_email(number) for number in others}
        rows = [row for each in _asked(answer, name).sent for row in each.rows]
        needless = sum(not emails.isdisjoint(row) for row in rows)
        require(
            not needless,
            f"For {what}, `find_all` read {needless} rows that it does not need.",
        )


@check(task=2, points=0.25, demands=["codes-stay"])
def the_codes_stay_as_they_are(answer: Answer) -> None:
    """The list of codes is the same afterwards.

    It is Grace's column: she wants to write the names beside it.
    """
    codes = [code(7), code(2), code(_NOBODY), code(2)]
    with entered(answer, sql_world(now=FUTURE)) as world:
        answer.run(_store(world, *_rows()))
        asked = _ask(answer, world, codes, _CALL)
    if isinstance(asked, Wrong):
        raise asked


# Task 3: remind

_SEE: Final = "SELECT * FROM invitations WHERE email = 'guest2@example.com'"
_CHANGE: Final = "UPDATE invitations SET {} = ?, version = version + 1 WHERE id = ?"
_REMIND: Final = "await remind(database, tenant_id, mailer, now)"
_HALF_A_DAY: Final = timedelta(hours=12)


def _stored(moment: datetime) -> str:
    """As SQLite keeps it."""
    return f"{moment:%Y-%m-%d %H:%M:%S.%f}+00:00"


_REVOKES, _ACCEPTS = "revoked guest2's invitation", "heard that guest2 accepts"
_CORRECTS, _PROLONGS = "corrected guest2's address", "gave guest2 a month"
_VISITS: Final = ((FUTURE, _REVOKES), (PAST, _ACCEPTS), (PAST, _CORRECTS), (FUTURE, _PROLONGS))
_CHANGES: Final = {
    _REVOKES: ("status", "revoked"),
    _ACCEPTS: ("status", "accepted"),
    _CORRECTS: ("email", "right@example.com"),
    _PROLONGS: ("expires_at", _stored(FUTURE + timedelta(days=30))),
}


@dataclass
class Ada:
    """Changes guest2's invitation at one moment of the job; if she has to wait, at the next."""

    does: str = ""
    moment: int = 0
    came: str = ""
    saw: dict[str, Any] = field(default_factory=dict)

    def may_come(self, moment: int, when: str) -> None:
        if self.does and not self.came and moment >= self.moment:
            self.come(when)

    def come(self, when: str) -> None:
        column, value = _CHANGES[self.does]
        with closing(self._connection()) as connection, suppress(sqlite3.OperationalError):
            connection.execute("BEGIN IMMEDIATE")
            self.saw = dict(connection.execute(_SEE).fetchone())
            connection.execute(_CHANGE.format(column), (value, self.saw["id"]))
            connection.execute("COMMIT")
            self.came = when

    def refused(self) -> str:
        """Why she can't store anything now; empty when she can."""
        with closing(self._connection()) as connection:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                return str(error)
            return ""

    def _connection(self) -> sqlite3.Connection:
        connection = sqlite3.connect("world.db", timeout=0, isolation_level=None)
        connection.row_factory = sqlite3.Row
        return connection


@dataclass
class Run:
    """One run of the job. Its moments: before each statement, and while a letter is on its way."""

    ada: Ada
    moments: int = 0
    letters: list[Letter] = field(default_factory=list)
    waited: str = ""
    before: list[dict[str, Any]] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)
    statements: int = 0

    def statement(self, _: Any, __: Any, statement: str, *___: Any) -> None:
        self.statements += 1
        self._pass(f"before the job's `{statement.split()[0]}`")

    async def send(self, letter: Letter) -> None:
        require(
            type(letter) is Letter, f"`mailer.send` got a {type(letter).__name__}, no `Letter`."
        )
        self.letters.append(letter)
        self.waited = self.waited or self.ada.refused()
        self._pass("while a letter was on its way")

    def _pass(self, when: str) -> None:
        self.ada.may_come(self.moments, when)
        self.moments += 1

    @property
    def addresses(self) -> list[str]:
        return [each.to.text for each in self.letters]

    def row(self, number: int) -> dict[str, Any]:
        return next(row for row in self.rows if row["email"] == _email(number))

    def was(self, number: int) -> dict[str, Any]:
        return next(row for row in self.before if row["email"] == _email(number))


@dataclass(frozen=True)
class Visit:
    """A run with Ada in it, as far as guest2 is concerned."""

    run: Run
    now: datetime

    @property
    def row(self) -> dict[str, Any]:
        return next(row for row in self.run.rows if row["id"] == self.run.ada.saw["id"])

    @property
    def had_days(self) -> bool:
        """When Ada came."""
        return bool(self.run.ada.saw["expires_at"] != _end(self.now))

    @property
    def got_days(self) -> bool:
        """Sooner or later."""
        column, hers = _CHANGES[self.run.ada.does]
        end = self.row["expires_at"]
        return self.had_days or end not in (_end(self.now), hers if column == "expires_at" else "")

    @property
    def letters(self) -> list[str]:
        return [each for each in self.run.addresses if each != _email(1)]

    @property
    def story(self) -> str:
        """What happened, and how it ended."""
        ada = self.run.ada
        return (
            f"Ada {ada.does} {ada.came}. By then three days were {_stored_or_not(self.had_days)} "
            f"for guest2, in the end they were {_stored_or_not(self.got_days)}; letters went to: "
            f"{', '.join(self.letters) or 'nobody'}."
        )


def _stored_or_not(is_so: bool) -> str:
    return "stored" if is_so else "not stored"


def _end(now: datetime) -> str:
    """Of all that are due."""
    return _stored(now + _HALF_A_DAY)


def _due(now: datetime, *numbers: int) -> list[dict[str, Any]]:
    """Half a day before their end."""
    return [_ending(number, now + _HALF_A_DAY) for number in numbers]


def _ending(number: int, end: datetime, **other: Any) -> dict[str, Any]:
    return columns_of(invitation(number, now=end - WEEK)) | other


def _run(
    answer: Answer, world: SqlWorld, now: datetime, rows: Sequence[dict[str, Any]], ada: Ada
) -> Run:
    answer.run(_store(world, *rows))
    run = Run(ada)
    engines = [each.sync_engine for each in (world.database.writer, world.database.reader)]
    for each in engines:
        event.listen(each, "before_cursor_execute", run.statement)
    try:
        answer.value(_REMIND, database=world.database, tenant_id=TENANT.id, mailer=run, now=now)
    finally:
        for each in engines:
            event.remove(each, "before_cursor_execute", run.statement)
    if ada.does and not ada.came:
        ada.come("after the job")
        require(bool(ada.came), "After the job nobody can store anything: a transaction is open.")
    run.rows = answer.run(world.rows("invitations"))
    return run


@cache
def _quiet(answer: Answer, now: datetime) -> Run:
    """Three are due, the last one just so; others are not. Nobody comes between."""
    day, tick = timedelta(days=1), timedelta(microseconds=1)
    rows = [
        *_due(now, 1, 2),
        _ending(3, now + day),
        _ending(4, now + day + tick),
        _ending(5, now + 2 * day),
        _ending(6, now),
        _ending(7, now - 2 * day),
        _ending(8, now + _HALF_A_DAY, status="revoked"),
        _ending(9, now + _HALF_A_DAY, status="accepted"),
        _ending(10, now + _HALF_A_DAY, tenant_id=invitation(1, now=now).state.id),
    ]
    with entered(answer, sql_world(now=now)) as world:
        answer.run(_store(world, *rows))
        before = answer.run(world.rows("invitations"))
        run = _run(answer, world, now, rows, Ada())
    run.before = before
    return run


_ARE_DUE: Final = (1, 2, 3)
_ARE_NOT: Final = (4, 5, 6, 7, 8, 9, 10)


@cache
def _visited(answer: Answer) -> list[Visit]:
    """Two are due. Ada comes once in each run, at each of its moments."""
    with entered(answer, sql_world(now=FUTURE)) as world:
        moments = _run(answer, world, FUTURE, _due(FUTURE, 1, 2), Ada()).moments
        return [
            Visit(_run(answer, world, now, _due(now, 1, 2), Ada(does, moment)), now)
            for now, does in _VISITS
            for moment in range(moments)
        ]


@check(task=3, points=0.25, demands=["letter"])
def whoever_is_due_gets_a_letter(answer: Answer, now: datetime) -> None:
    """All that are due get one letter each, the one that is given.

    A repair must not break what was right.
    """
    run = _quiet(answer, now)
    got = sorted(email for email in run.addresses if email in map(_email, _ARE_DUE))
    wanted = [*map(_email, _ARE_DUE)]
    require(
        got == wanted,
        f"Due were {', '.join(wanted)}. Of these, letters went to: {', '.join(got) or 'nobody'}.",
    )
    text = ("Your seat is waiting", "You have three more days.")
    for each in run.letters:
        require(
            same(each, Letter(EmailAddress(each.to.text), *text)),
            f"A letter said `{each.subject}: {each.text}`; it should be as `reminder(...)` "
            "writes it.",
        )


@check(task=3, points=0.25, demands=["three-days"])
def whoever_is_due_gets_three_days(answer: Answer, now: datetime) -> None:
    """All that are due get three days, which begin now.

    Three days of the guest's, and not of the machine on which the job runs.
    """
    run = _quiet(answer, now)
    require(
        any(run.row(number)["expires_at"] != _end(now) for number in (1, 2)),
        "The job was over, and no days were stored.",
    )
    for number in _ARE_DUE:
        _has(run, number, "expires_at", now + timedelta(days=3), "`now + THREE_DAYS`")


def _has(run: Run, number: int, column: str, moment: datetime, name: str) -> None:
    got = run.row(number)[column]
    late = datetime.fromisoformat(got) - moment
    off = f"{abs(late)} {'late' if late > timedelta() else 'early'}"
    off = "as it was" if got == run.was(number)[column] else off
    require(
        late == timedelta(),
        f"In the row of {_email(number)}, `{column}` is {off}: {got!r}. It should be {name}, which "
        f"was {_stored(moment)!r}.",
    )


@check(task=3, points=0.25, demands=["updated"])
def what_was_changed_says_when(answer: Answer, now: datetime) -> None:
    """`updated_at` is the time of the change.

    Whoever looks for what has changed since yesterday looks there.
    """
    run = _quiet(answer, now)
    for number in _ARE_DUE:
        _has(run, number, "updated_at", now, "`now`")


@check(task=3, points=0.25, demands=["only-due"])
def nothing_else_changes(answer: Answer, now: datetime) -> None:
    """What is closed, over, good for longer or another tenant's stays, and no letter goes there.

    A condition that is written a second time is soon another one.
    """
    run = _quiet(answer, now)
    written = [email for email in run.addresses if email in map(_email, _ARE_NOT)]
    require(not written, f"Not due, and got a letter all the same: {', '.join(written)}.")
    for before, row in zip(run.before, run.rows, strict=True):
        is_due = row["email"] in map(_email, _ARE_DUE)
        may_change = ("expires_at", "updated_at", "version") if is_due else ()
        for column in sorted({*row} - {*may_change}):
            require(
                row[column] == before[column],
                f"{row['email']} is {'' if is_due else 'not '}due, and `{column}` was "
                f"{before[column]!r}; after the job it is {row[column]!r}.",
            )


@check(task=3, points=1, demands=["stays"])
def what_somebody_stores_meanwhile_stays(answer: Answer) -> None:
    """What Ada stores while the job runs stays, at whatever moment she comes.

    Between a look and a write there is a moment for somebody else, however short. Chapter 8,
    "A race between transactions".
    """
    for visit in _visited(answer):
        column, wanted = _CHANGES[visit.run.ada.does]
        require(
            visit.row[column] == wanted,
            f"Ada {visit.run.ada.does} {visit.run.ada.came}. In the end, its `{column}` was "
            f"{visit.row[column]!r}; it should be {wanted!r}.",
        )


@check(task=3, points=0.5, demands=["no-longer-due"])
def whoever_is_no_longer_due_gets_no_days(answer: Answer) -> None:
    """An invitation that was revoked or accepted before it got its days gets none.

    What was true at a look need not be true at the write. Chapter 8, "Ask at the end".
    """
    for visit in _visited(answer):
        if visit.run.ada.does in (_REVOKES, _ACCEPTS):
            require(
                visit.had_days or not visit.got_days,
                f"{visit.story} It was closed in time, and should have got no days.",
            )


@check(task=3, points=0.5, demands=["together"])
def three_days_and_a_letter_come_together(answer: Answer) -> None:
    """Whoever got three days gets a letter, and nobody else.

    A letter can't be taken back: send it when the days are stored. Chapter 8, "Ask at the end".
    """
    for visit in _visited(answer):
        require(
            bool(visit.letters) == visit.got_days,
            f"{visit.story} Days and a letter should come together, or neither.",
        )


@check(task=3, points=0.5, demands=["address"])
def the_letter_goes_where_the_row_said(answer: Answer) -> None:
    """The letter goes to the address that was stored when the days were.

    The statement that stores the days knows it. Chapter 8, "Ask at the end".
    """
    for visit in _visited(answer):
        if visit.run.ada.does == _CORRECTS and visit.letters and visit.got_days:
            address = _email(2) if visit.had_days else "right@example.com"
            require(
                {*visit.letters} == {address},
                f"{visit.story} When the days were stored, the address was {address}.",
            )


@check(task=3, points=0.5, demands=["version"])
def each_change_is_a_version(answer: Answer, now: datetime) -> None:
    """The version goes up by one with each change, the job's and Ada's.

    Whoever has had the form open since before must hear of it when saving. Chapter 8, "A race
    between people".
    """
    for number in _ARE_DUE:
        row = _quiet(answer, now).row(number)
        require(
            row["version"] == 2,
            f"In the row of {row['email']}, `version` is {row['version']}; it was 1, and should "
            "be 2.",
        )
    for visit in _visited(answer):
        changes, version = 1 + visit.got_days, visit.row["version"]
        require(
            version == 1 + changes,
            f"{visit.story} With Ada's, that makes {changes} of version 1, which should lead to "
            f"version {1 + changes}; stored is version {version}.",
        )


@check(task=3, points=0.25, demands=["nobody-waits"])
def nobody_waits_for_a_letter(answer: Answer, now: datetime) -> None:
    """While a letter is on its way, others can store things.

    A mail host that takes a second must not take it from everybody. Chapter 8, "Whoever opens the
    form holds the row".
    """
    refusal = _quiet(answer, now).waited
    require(
        not refusal,
        f"Ada wanted to store something while a letter was on its way, and was told: {refusal}.",
    )


class Unforeseen(Exception):
    """Nobody knows its kind."""


@dataclass
class FailingMailer:
    """Fails from the second letter on."""

    error: Exception
    tried: int = 0

    async def send(self, letter: Letter) -> None:
        self.tried += 1
        if self.tried > 1:
            raise self.error


@check(task=3, points=0.25, demands=["fails"])
def the_job_fails_with_the_mail_host(answer: Answer) -> None:
    """When the mail host fails halfway, the job fails with that error.

    A job that says that all is well gets no second look. Somebody has days and no letter, and
    nobody knows.
    """
    for now, error in (
        (FUTURE, ConnectionRefusedError("the mail host says no")),
        (PAST, Unforeseen("the mail host burns")),
    ):
        with entered(answer, sql_world(now=now)) as world:
            answer.run(_store(world, *_due(now, 1, 2, 3)))
            answer.lets_through(
                _REMIND,
                error,
                remind=_without_a_group(answer.remind),
                database=world.database,
                tenant_id=TENANT.id,
                mailer=FailingMailer(error),
                now=now,
            )


def _without_a_group(remind: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    """Whoever sends letters in a task group lets the error through in another one."""

    async def reminding(*given: Any) -> None:
        try:
            await remind(*given)
        except BaseExceptionGroup as group:
            raise group.exceptions[0] from None

    return reminding


@cache
def _statements(answer: Answer) -> tuple[int, int]:
    """For four that are due, and for a dozen."""
    with entered(answer, sql_world(now=PAST)) as world:
        due = [_due(PAST, *range(1, 1 + count)) for count in (4, 12)]
        four, dozen = (_run(answer, world, PAST, rows, Ada()).statements for rows in due)
    return four, dozen


@check(task=3, points=0.25, demands=["few-statements"])
def a_dozen_takes_as_many_statements_as_four(answer: Answer) -> None:
    """A dozen that are due take as many statements as four.

    What is asked for each of them is what makes a job slow. Chapter 8, "A hundred at once".
    """
    four, dozen = _statements(answer)
    require(
        dozen <= four,
        f"The job sent {four} statements for four that were due, and {dozen} for a dozen; it "
        "should send as many for a dozen as for four.",
    )


@check(task=3, points=0.25, demands=["each-due"])
def nobody_of_a_crowd_is_left_out(answer: Answer) -> None:
    """Of more than a thousand that are due, each gets days and a letter.

    Whoever takes the first hundred has a quick job, and those who come behind have no seat.
    """
    four, dozen = _statements(answer)
    crowd = 1_050 if dozen <= four else 150  # who asks for each would not end in time
    (first,) = _due(FUTURE, 1)
    mailer = KeptMailer()
    with entered(answer, sql_world(now=FUTURE)) as world:
        answer.run(_store(world, *(first | _guest(number) for number in range(crowd))))
        given = {"database": world.database, "tenant_id": TENANT.id, "mailer": mailer}
        answer.value(_REMIND, now=FUTURE, **given)
        rows = answer.run(world.rows("invitations"))
    days = sum(row["expires_at"] != _end(FUTURE) for row in rows)
    letters = len({each.to.text for each in mailer.letters})
    require(
        days == letters == crowd,
        f"{crowd} were due. Days were given to {days} of them, and {letters} got a letter.",
    )


def _guest(number: int) -> dict[str, Any]:
    """What differs of each in a crowd."""
    email, key = f"guest{number}@example.com", f"CROWD{number:03}"
    return {
        "id": UUID(int=number),
        "email": email,
        "email_key": email,
        "code": key,
        "code_key": key,
    }
