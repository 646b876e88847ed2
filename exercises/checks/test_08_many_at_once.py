"""What the answers to exercise 8 must do: statements counted, a long list of codes, reminders."""

import operator
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import Any, Final
from unittest.mock import patch

from sqlalchemy import event, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from course.grading.checks import Answer, Wrong, check, require
from exercises.checks.worlds import (
    NOW,
    TENANT,
    WEEK,
    SqlWorld,
    code,
    entered,
    invitation,
    sql_world,
)
from exercises.invitations.codes import InviteCode
from exercises.invitations.entities import Invitation
from exercises.invitations.mapping import columns_of
from exercises.invitations.ports import Letter
from exercises.invitations.rows import INVITATIONS
from reference_app.infrastructure.sql.one_trip import OneTripCursor

# Task 1: four loops

_SIZES: Final = (250, 101, 100, 99, 2, 1, 0)


@check(task=1, points=0.5)
def gather_sends_them_all(answer: Answer) -> None:
    """`told_all_at_once` is right for any `n`.

    One `await` may wait for many statements. Chapter 8, "A hundred at once".
    """
    for n in _SIZES:
        answer.gives(f"told_all_at_once({n})", n)


@check(task=1, points=0.5)
def a_stream_is_one_statement(answer: Answer) -> None:
    """`told_row_by_row` is right for any `n`.

    To ask and to read the answer are two things, and only the first is a statement. With no keys,
    the question is still asked.
    """
    for n in _SIZES:
        answer.gives(f"told_row_by_row({n})", 1)


@check(task=1, points=0.5)
def a_list_and_one_more_for_each(answer: Answer) -> None:
    """`told_with_their_senders` is right for any `n`.

    N+1 is how a page that was quick for ten is slow for a thousand. Chapter 8, "A hundred at
    once".
    """
    for n in _SIZES:
        answer.gives(f"told_with_their_senders({n})", n + 1)


@check(task=1, points=0.5)
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
    world.statements.clear()


# Task 2: find_all

_GUESTS: Final = 230
_ELSEWHERE: Final = 500  # a guest of another tenant
_LISTS: Final = {
    "none": [],
    "some": [code(7), code(2), InviteCode("k7qm 2xak"), code(4)],
    "unknown": [code(3), code(444), code(1)],
    "foreign": [code(_ELSEWHERE), code(3)],
    "twice": [code(5), code(6), InviteCode(code(5).text.lower())],
    "hundred": [code(n) for n in range(100)],
    "one more": [code(n) for n in range(101)],
    "all": [code(n) for n in range(_GUESTS)],
    "again and again": [code(n) for n in range(3)] * 100,
}


@dataclass(frozen=True)
class Asked:
    """What was found for one list, the statements sent for it, and the rows that were read."""

    emails: list[str | None]
    statements: list[str]
    rows: int


def _asked(answer: Answer, name: str) -> Asked:
    asked = _all_asked(answer)[name]
    if isinstance(asked, Wrong):
        raise asked
    return asked


@cache
def _all_asked(answer: Answer) -> dict[str, Asked | Wrong]:
    """All lists in one world, for it takes time to make one."""
    theirs = columns_of(invitation(_ELSEWHERE)) | {"tenant_id": invitation(1).state.id}
    guests = [columns_of(invitation(number, _email(number))) for number in range(_GUESTS)]
    with entered(answer, sql_world()) as world:
        answer.run(_store(world, *guests, theirs))
        return {name: _ask(answer, world, codes) for name, codes in _LISTS.items()}


def _ask(answer: Answer, world: SqlWorld, codes: Sequence[InviteCode]) -> Asked | Wrong:
    """On a connection that can only read."""
    world.statements.clear()
    connection = answer.run(_connected(world))
    try:
        with _counted() as rows:
            found = answer.value(
                "await find_all(connection, tenant_id, codes)",
                connection=connection,
                tenant_id=TENANT.id,
                codes=codes,
            )
        return Asked(_emails(found), list(world.statements), sum(rows))
    except Wrong as wrong:
        return wrong
    finally:
        answer.run(connection.close())


@contextmanager
def _counted() -> Iterator[list[int]]:
    """How many rows each statement brings."""
    rows: list[int] = []
    run = OneTripCursor.run

    def counting(cursor: OneTripCursor, *given: Any) -> None:
        run(cursor, *given)
        rows.append(len(cursor._rows))

    with patch.object(OneTripCursor, "run", counting):
        yield rows


async def _connected(world: SqlWorld) -> AsyncConnection:
    return await world.database.reader.connect()


def _emails(found: object) -> list[str | None]:
    if type(found) is not list:
        raise Wrong(f"`find_all` gave a {type(found).__name__}; it should give a list.")
    strange = [each for each in found if type(each) not in (Invitation, type(None))]
    if strange:
        kind = type(strange[0]).__name__
        raise Wrong(
            f"`find_all` gave a list with a {kind} in it; an entry is an `Invitation`, or None."
        )
    return [each and each.state.email.text for each in found]


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


@check(task=2, points=0.5)
def each_line_gets_its_own(answer: Answer) -> None:
    """The invitations come in the order of the codes, however those are typed.

    A database answers in an order of its own, and it happens to be the right one in small tests.
    """
    _finds(answer, "some", [7, 2, 9, 4], " The third is guest9's code, in other letters.")
    _finds(answer, "none", [])


@check(task=2, points=0.5)
def a_code_that_nobody_has_leaves_its_line_empty(answer: Answer) -> None:
    """A code that nobody of the tenant has is None, in its place.

    Rows that are missing shift all that come behind them, if one pairs by position. And what
    belongs to another tenant is missing, too: chapter 6, "The store".
    """
    _finds(answer, "unknown", [3, None, 1], " Nobody has the second.")
    _finds(answer, "foreign", [None, 3], " The first is the code of another tenant.")


@check(task=2, points=0.5)
def a_code_twice_is_answered_twice(answer: Answer) -> None:
    """A code that was typed twice is answered twice.

    A row comes once, however often one asks for it in one statement.
    """
    _finds(answer, "twice", [5, 6, 5], " The third is the first again.")


@check(task=2, points=0.5)
def a_long_list_loses_nobody(answer: Answer) -> None:
    """Of a long list, everybody is found.

    The last slice is the one that is not full, and the first that is forgotten.
    """
    for name in ("hundred", "one more", "all"):
        found, count = _asked(answer, name).emails, len(_LISTS[name])
        lost = [_email(n) for n in range(count) if found[n : n + 1] != [_email(n)]]
        require(
            not lost,
            f"Of {count} different codes, `find_all` did not find {len(lost)} in the right place, "
            f"first of all that of {lost[0] if lost else ''}.",
        )


@check(task=2, points=0.5)
def no_statement_holds_more_than_a_hundred(answer: Answer) -> None:
    """No statement has more than a hundred codes among its values.

    Each database has a limit to the values of one statement, and no small test meets it.
    """
    for name in ("one more", "all"):
        asked = _asked(answer, name)
        most = max((each.count("?") for each in asked.statements), default=0)
        require(
            most <= 101,  # and the tenant
            f"For {len(_LISTS[name])} codes, `find_all` sent a statement with {most} values; at "
            "most 100 codes and the tenant may be in one.",
        )


@check(task=2, points=0.5)
def a_long_list_takes_few_statements(answer: Answer) -> None:
    """Codes take one statement for each hundred or part of one, and only their rows are read.

    What costs is the asking, not the finding; and whoever reads the whole table asks for too much.
    Chapter 8, "A hundred at once".
    """
    for name, codes, most in (
        ("hundred", "100 different codes", 1),
        ("all", "230 different codes", 3),
        ("again and again", "3 different codes, each 100 times", 1),
    ):
        asked = _asked(answer, name)
        sent = len(asked.statements)
        require(
            sent <= most,
            f"For {codes}, `find_all` sent {sent} statements; "
            f"{most} {'is' if most == 1 else 'are'} enough.",
        )
    rows = _asked(answer, "some").rows
    require(rows <= 4, f"For 4 codes, `find_all` read {rows} rows; it should read 4.")
    rows = _asked(answer, "foreign").rows
    require(
        rows <= 1,
        f"For 2 codes, of which one is another tenant's, `find_all` read {rows} rows; it should "
        "read 1.",
    )


# Task 3: remind

_SEE: Final = "SELECT * FROM invitations WHERE email = 'guest2@example.com'"
_CHANGE: Final = "UPDATE invitations SET {} = ?, version = version + 1 WHERE id = ?"
_LATER: Final = NOW + WEEK - timedelta(hours=12)
_SENT_STORED: Final = "2030-01-07 09:00:00.000000+00:00"
_END_STORED: Final = "2030-01-14 09:00:00.000000+00:00"
_NOW_STORED: Final = "2030-01-13 21:00:00.000000+00:00"
_THREE_DAYS: Final = "2030-01-16 21:00:00.000000+00:00"
_CALL: Final = "await remind(database, tenant_id, mailer, now)"
_CHANGES: Final = {
    "revoked guest2's invitation": ("status", "revoked"),
    "corrected guest2's address": ("email", "right@example.com"),
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
    letters: list[str] = field(default_factory=list)
    waited: str = ""
    rows: list[dict[str, Any]] = field(default_factory=list)
    statements: int = 0

    def statement(self, _: Any, __: Any, statement: str, *___: Any) -> None:
        self.statements += 1
        self._pass(f"before the job's `{statement.split()[0]}`")

    async def send(self, letter: Letter) -> None:
        require(
            type(letter) is Letter, f"`mailer.send` got a {type(letter).__name__}, no `Letter`."
        )
        self.letters.append(letter.to.text)
        self.waited = self.waited or self.ada.refused()
        self._pass("while a letter was on its way")

    def _pass(self, when: str) -> None:
        self.ada.may_come(self.moments, when)
        self.moments += 1

    @property
    def second(self) -> dict[str, Any]:
        return next(row for row in self.rows if row["id"] == self.ada.saw["id"])

    @property
    def story(self) -> str:
        return f"Ada {self.ada.does} {self.ada.came}."


def _run(answer: Answer, world: SqlWorld, rows: Sequence[dict[str, Any]], ada: Ada) -> Run:
    """Half a day before the end of what was sent at `NOW`."""
    answer.run(_store(world, *rows))
    run = Run(ada)
    engines = [each.sync_engine for each in (world.database.writer, world.database.reader)]
    for each in engines:
        event.listen(each, "before_cursor_execute", run.statement)
    try:
        answer.value(_CALL, database=world.database, tenant_id=TENANT.id, mailer=run, now=_LATER)
    finally:
        for each in engines:
            event.remove(each, "before_cursor_execute", run.statement)
    if ada.does and not ada.came:
        ada.come("after the job")
        require(bool(ada.came), "After the job nobody can store anything: a transaction is open.")
    run.rows = answer.run(world.rows("invitations"))
    return run


def _due(count: int) -> list[dict[str, Any]]:
    return [columns_of(invitation(number)) for number in range(1, count + 1)]


@cache
def _quiet(answer: Answer) -> Run:
    """Two are due, and nobody comes between."""
    with entered(answer, sql_world()) as world:
        return _run(answer, world, _due(2), Ada())


@cache
def _visited(answer: Answer) -> list[Run]:
    """Two are due. Ada comes once in each run, at each of its moments."""
    moments = range(_quiet(answer).moments)
    visits = [Ada(does, moment) for does in _CHANGES for moment in moments]
    with entered(answer, sql_world()) as world:
        return [_run(answer, world, _due(2), ada) for ada in visits]


@check(task=3, points=1)
def whoever_is_due_gets_a_letter_and_three_days(answer: Answer) -> None:
    """All that are due get one letter and three days each, and nobody else gets any.

    A repair must not break what was right.
    """
    later, over = (invitation(n, now=NOW + timedelta(days=d)) for n, d in ((3, 2), (4, -1)))
    theirs = columns_of(invitation(6)) | {"tenant_id": invitation(1).state.id}
    revoked = columns_of(invitation(5)) | {"status": "revoked"}
    others = [columns_of(later), columns_of(over), revoked, theirs]
    with entered(answer, sql_world()) as world:
        before = _run(answer, world, others, Ada()).rows
        run = _run(answer, world, [*_due(2), *others], Ada())
    letters = ", ".join(sorted(run.letters))
    wanted = "guest1@example.com, guest2@example.com"
    require(
        letters == wanted,
        f"Letters went to: {letters or 'nobody'}. They should have gone to: {wanted}.",
    )
    require(
        any(_is_touched(row) for row in run.rows[:2]),
        "The letters went out, and nothing was stored: both rows are as they were.",
    )
    for row in run.rows[:2]:
        _has(row, "expires_at", _THREE_DAYS)
        _has(row, "updated_at", _NOW_STORED)
        _has(row, "status", "pending")
    touched = [row["email"] for row in run.rows[2:] if row not in before]
    require(not touched, f"Not due, and changed all the same: {', '.join(touched)}.")


def _is_touched(row: dict[str, Any]) -> bool:
    """Whether anything of it is the job's."""
    found = (row["expires_at"], row["updated_at"], row["version"], row["status"])
    return any(map(operator.ne, found, (_END_STORED, _SENT_STORED, 1, "pending")))


def _has(row: dict[str, Any], column: str, wanted: object) -> None:
    require(
        row[column] == wanted,
        f"In the row of {row['email']}, `{column}` is {row[column]!r}; it should be {wanted!r}.",
    )


@check(task=3, points=1)
def what_somebody_stores_meanwhile_stays(answer: Answer) -> None:
    """What Ada stores while the job runs stays, at whatever moment she comes.

    Between a look and a write there is a moment for somebody else, however short. Chapter 8,
    "A race between transactions".
    """
    for run in _visited(answer):
        column, wanted = _CHANGES[run.ada.does]
        require(
            run.second[column] == wanted,
            f"{run.story} In the end, its `{column}` was {run.second[column]!r}; it should be "
            f"{wanted!r}.",
        )


@check(task=3, points=1)
def three_days_and_a_letter_come_together(answer: Answer) -> None:
    """Three days and a letter come together; whoever was revoked in time gets neither.

    The letter goes to the address that was stored when the days were. Chapter 8, "Ask at the end".
    """
    for run in _visited(answer):
        letters = [each for each in run.letters if each != "guest1@example.com"]
        had_days = run.ada.saw["expires_at"] == _THREE_DAYS
        has_days = run.second["expires_at"] == _THREE_DAYS
        address = run.ada.saw["email"] if had_days else run.second["email"]
        may = had_days or run.second["status"] == "pending"
        require(
            has_days <= may and letters == [address] * has_days,
            f"{run.story} By then it had {'' if had_days else 'not '}been given its days. In the "
            f"end it had {'three' if has_days else 'no'} more days, and letters went to: "
            f"{', '.join(letters) or 'nobody'}. {_should(may, has_days, address)}",
        )


def _should(may: bool, has_days: bool, address: str) -> str:
    if not may:
        return "It should have no days and no letter."
    return f"A letter should go to: {address if has_days else 'nobody'}."


@check(task=3, points=0.5)
def nobody_waits_for_a_letter(answer: Answer) -> None:
    """While a letter is on its way, others can store things.

    A mail host that takes a second must not take it from everybody. Chapter 8, "Whoever opens the
    form holds the row".
    """
    refusal = _quiet(answer).waited
    require(
        not refusal,
        f"Ada wanted to store something while a letter was on its way, and was told: {refusal}.",
    )


@check(task=3, points=0.5)
def each_change_is_a_version(answer: Answer) -> None:
    """The version goes up by one with each change, the job's and Ada's.

    Whoever has had the form open since before must hear of it when saving. Chapter 8, "A race
    between people".
    """
    for row in _quiet(answer).rows:
        _has(row, "version", 2)
    for run in _visited(answer):
        changes = 1 + (run.second["expires_at"] == _THREE_DAYS)
        require(
            run.second["version"] == 1 + changes,
            f"{run.story} With the job's, that makes {changes} of version 1, which should lead to "
            f"version {1 + changes}; stored is version {run.second['version']}.",
        )


@check(task=3, points=1)
def a_dozen_takes_as_many_statements_as_four(answer: Answer) -> None:
    """A dozen that are due take as many statements as four.

    What is asked for each of them is what makes a job slow. Chapter 8, "A hundred at once".
    """
    with entered(answer, sql_world()) as world:
        four, dozen = (_run(answer, world, _due(n), Ada()).statements for n in (4, 12))
    require(
        dozen <= four,
        f"The job sent {four} statements for four that were due, and {dozen} for a dozen; it "
        "should send as many for a dozen as for four.",
    )
