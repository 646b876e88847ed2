"""What the answers to exercise 6 must do: a gate, a store, pages."""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, Row, create_engine, delete, event, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from course.grading.checks import Answer, check, require, shown
from exercises.checks.worlds import NOW, TENANT, WEEK, code, entered, invitation
from exercises.invitations.codes import InviteCode
from exercises.invitations.entities import Invitation, InvitationState, Status
from exercises.invitations.errors import AlreadyInvited
from exercises.invitations.events import InvitationId, InvitationSent
from exercises.invitations.mapping import columns_of
from exercises.invitations.rows import INVITATIONS
from reference_app.domain.errors import Conflict
from reference_app.domain.ids import TenantId
from reference_app.domain.values import EmailAddress
from reference_app.infrastructure.sql.one_trip import OneTripConnection

# Task 1: the gate

STATE: Final = InvitationState(
    id=InvitationId(UUID(int=1)),
    tenant_id=TENANT.id,
    email=EmailAddress("Mary.Weiß@Example.com"),
    code=InviteCode("k7qm 2xrd"),
    sent_at=NOW,
    expires_at=NOW + WEEK,
    updated_at=NOW + timedelta(days=1),
    status=Status.ACCEPTED,
)
COLUMNS: Final = {
    "email": "Mary.Weiß@Example.com",
    "email_key": "mary.weiss@example.com",
    "code": "k7qm 2xrd",
    "code_key": "K7QM2XRD",
    "id": STATE.id,
    "tenant_id": STATE.tenant_id,
    "sent_at": STATE.sent_at,
    "expires_at": STATE.expires_at,
    "updated_at": STATE.updated_at,
}


@contextmanager
def _table() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    INVITATIONS.create(engine)
    with engine.connect() as connection:
        yield connection


def _row(status: str) -> Row[Any]:
    """One that comes from the database."""
    with _table() as connection:
        connection.execute(insert(INVITATIONS), COLUMNS | {"status": status, "version": 3})
        return connection.execute(select(INVITATIONS)).one()


ROWS: Final = {status: _row(status.value) for status in Status}


@check(task=1, points=0.5)
def a_row_becomes_an_invitation(answer: Answer) -> None:
    """A row becomes the invitation that it was, each column a value of the domain again.

    `status is Status.PENDING` is false for every text. Chapter 6, "Both ways through the gate".
    """
    for status, row in ROWS.items():
        answer.gives("invitation_of(row).state.status", status, row=row)
    row = ROWS[Status.ACCEPTED]
    answer.gives("invitation_of(row).state.email", STATE.email, row=row)
    answer.gives("invitation_of(row).state.code.text", STATE.code.text, row=row)
    answer.gives("invitation_of(row).state", STATE, row=row)


@check(task=1, points=0.5)
def what_is_loaded_is_as_it_was_stored(answer: Answer) -> None:
    """An invitation that is loaded has the row's version, and nothing has happened to it.

    Version 0 was never stored, and whatever has an event is taken for changed.
    """
    row = ROWS[Status.PENDING]
    answer.gives("invitation_of(row).version", 3, row=row)
    answer.gives("invitation_of(row).has_changed", False, row=row)


@check(task=1, points=0.5)
def an_invitation_becomes_a_row(answer: Answer) -> None:
    """An invitation becomes a row with all eleven columns: texts for its owner, keys to compare.

    The index compares `email_key`, and a letter quotes `code`. Chapter 6, "Columns and no rules".
    """
    loaded = Invitation(STATE, 3)
    for name, wanted in COLUMNS.items():
        answer.gives(f"columns_of(invitation)[{name!r}]", wanted, invitation=loaded)
    answer.gives("columns_of(invitation)['version']", 4, invitation=loaded)
    answer.gives("columns_of(invitation)['version']", 1, invitation=invitation())
    names = sorted(INVITATIONS.c.keys())
    answer.gives("sorted(columns_of(invitation))", names, invitation=loaded)


@check(task=1, points=0.5)
def the_index_knows_who_is_pending(answer: Answer) -> None:
    """The table refuses a second pending invitation of an email, and takes one beside a closed one.

    A partial index sees the rows that fulfil its condition, to the letter, and no others.
    """
    closed, first, second = (invitation(number, "mary@example.com") for number in (1, 2, 3))
    closed.revoke(NOW)
    with _table() as connection:
        for each in (closed, first):
            columns = answer.value("columns_of(invitation)", invitation=each)
            require(
                _fits(connection, columns), f"The table refused an invitation: {_status(columns)}."
            )
        columns = answer.value("columns_of(invitation)", invitation=second)
        sentence = f"The table took two pending invitations of one email: {_status(columns)}"
        require(not _fits(connection, columns), f"{sentence}; the index asks for `'pending'`.")


def _fits(connection: Connection, columns: dict[str, Any]) -> bool:
    try:
        connection.execute(insert(INVITATIONS), columns)
    except IntegrityError:
        return False
    return True


def _status(columns: dict[str, Any]) -> str:
    return f"`columns_of(invitation)['status']` gave `{shown(columns.get('status'))}`"


# Task 2: SqlInvitations

OTHER_TENANT: Final = TenantId(UUID(int=8))


def _in_memory() -> OneTripConnection:
    """`mode=memory` of SQLite, which the app has no use for."""
    return OneTripConnection(Path("none.db"), mode="memory", timeout=1)  # type: ignore[arg-type]


_ENGINE: Final = create_async_engine(
    "sqlite+aiosqlite://", async_creator=_in_memory, poolclass=NullPool
)


@asynccontextmanager
async def _memory() -> AsyncIterator[AsyncConnection]:
    """A connection to a database of its own, with the table."""
    async with _ENGINE.connect() as connection:
        await connection.run_sync(INVITATIONS.create)
        yield connection


class Stores(NamedTuple):
    """Of two tenants, on one connection."""

    store: Any
    others: Any
    connection: AsyncConnection


@contextmanager
def _stores(answer: Answer) -> Iterator[Stores]:
    with entered(answer, _memory()) as connection:
        text = "SqlInvitations(connection, tenant_id)"
        ids = (TENANT.id, OTHER_TENANT)
        ours, others = (answer.value(text, connection=connection, tenant_id=id_) for id_ in ids)
        yield Stores(ours, others, connection)


def _new(number: int, email: str) -> Invitation:
    """Sent, and never stored."""
    each = invitation(number, email)
    return Invitation(each.state, events=[InvitationSent(at=NOW, invitation_id=each.state.id)])


def _add(answer: Answer, store: Any, *invitations: Invitation) -> None:
    for each in invitations:
        answer.value("await store.add(invitation)", store=store, invitation=each)


def _closed(answer: Answer, store: Any, number: int, email: str) -> Invitation:
    """Stored, then revoked and saved."""
    each = invitation(number, email)
    _add(answer, store, each)
    each.revoke(NOW)
    answer.value("await store.save(invitation)", store=store, invitation=each)
    return each


@check(task=2, points=0.5)
def who_types_the_code_finds_it(answer: Answer) -> None:
    """An invitation is found by its code, however it is typed and whatever became of it.

    A store made for one tenant shows nothing of another's. Chapter 6, "The store".
    """
    with _stores(answer) as (store, others, _):
        text = "await store.find_by_code(InviteCode(text))"
        pending = invitation(1)
        _add(answer, store, pending)
        for typed in ("k7qm2xab", "K7QM-2XAB"):
            answer.gives(text, pending, f"The text was {typed!r}.", store=store, text=typed)
        answer.gives("await store.get(id)", pending, store=store, id=pending.state.id)
        closed = _closed(answer, store, 2, "")
        answer.gives(text, closed, "It is revoked.", store=store, text="k7qm 2xac")
        answer.gives(text, None, "Nobody has this code.", store=store, text="K7QM-2XAD")
        answer.gives(text, None, "It is another tenant's.", store=others, text="K7QM-2XAB")


@check(task=2, points=0.5)
def the_pending_one_is_found_by_its_email(answer: Answer) -> None:
    """Of all invitations of an email the pending one is found, however the email is spelled.

    Emails are compared by their key. Chapter 6, "Columns and no rules".
    """
    text = "await store.find_pending(EmailAddress(text))"
    with _stores(answer) as (store, others, _):
        for number in (1, 2):
            _closed(answer, store, number, "Mary@Example.com")
        why = "All that this email has had are revoked."
        answer.gives(text, None, why, store=store, text="Mary@Example.com")
        pending = invitation(3, "Mary@Example.com")
        _add(answer, store, pending, invitation(4, "ada@example.com"))
        for typed in ("Mary@Example.com", "mary@EXAMPLE.com"):
            answer.gives(text, pending, f"The text was {typed!r}.", store=store, text=typed)
        answer.gives(text, None, "It is another tenant's.", store=others, text="Mary@Example.com")


@check(task=2, points=0.5)
def one_pending_invitation_per_email(answer: Answer) -> None:
    """A second pending invitation of an email is refused, and has not been told that it is stored.

    A refusal leads to its field, in words of the domain. Chapter 6, "When the database refuses".
    """
    with _stores(answer) as (store, _, __):
        _closed(answer, store, 1, "mary@example.com")
        first, second = _new(2, "mary@example.com"), _new(3, "MARY@example.com")
        _add(answer, store, first)
        names = {"store": store, "invitation": second}
        answer.refuses("await store.add(invitation)", AlreadyInvited, ("email",), **names)
        answer.gives("invitation.version", 0, "It was refused.", invitation=second)
        answer.gives("invitation.has_changed", True, "It was refused.", invitation=second)
        answer.gives("invitation.version", 1, "It was stored.", invitation=first)
        answer.gives("invitation.has_changed", False, "It was stored.", invitation=first)


@check(task=2, points=0.5)
def whoever_comes_between_is_noticed(answer: Answer) -> None:
    """It is refused as well when the other one was stored a moment before the insert.

    A look-up tells what was so. The index judges at the write. Chapter 6, "When the database
    refuses".
    """
    rival = columns_of(invitation(1, "mary@example.com"))
    with _stores(answer) as (store, _, connection):
        _before_the_insert(connection, rival)
        answer.refuses(
            "await store.add(invitation)",
            AlreadyInvited,
            ("email",),
            "A moment before your INSERT, somebody else's was stored.",
            store=store,
            invitation=invitation(2, "mary@example.com"),
        )


def _before_the_insert(connection: AsyncConnection, rival: dict[str, Any]) -> None:
    """Slips a row in when the first INSERT is on its way."""
    slipped: list[str] = []

    def slip(inner: Connection, _: Any, statement: str, *__: Any) -> None:
        if "INSERT" in statement.upper() and not slipped:
            slipped.append(statement)
            inner.execute(insert(INVITATIONS), rival)

    event.listen(connection.sync_connection, "before_cursor_execute", slip)


@check(task=2, points=0.5)
def other_refusals_go_through(answer: Answer) -> None:
    """What the database refuses for another reason goes through as it came.

    Whoever reads "already invited" looks at the email, and it was the code. Chapter 6, "When the
    database refuses".
    """
    first, twin = invitation(1), invitation(2)
    same_code = Invitation(_with(twin, code=code(1)))
    same_id = Invitation(_with(twin, id=first.state.id))
    with _stores(answer) as (store, _, __):
        _add(answer, store, first)
        for each, what in ((same_code, "code"), (same_id, "id")):
            why = f"Its {what} is in the table, and its email is not."
            names = {"store": store, "invitation": each}
            answer.raises("await store.add(invitation)", IntegrityError, why, **names)


def _with(each: Invitation, **changes: Any) -> InvitationState:
    names = InvitationState.__dataclass_fields__
    return InvitationState(**{name: getattr(each.state, name) for name in names} | changes)


@check(task=2, points=0.5)
def what_was_given_still_works(answer: Answer) -> None:
    """A change is saved once, over the version that was loaded; codes are found in their order.

    These methods were given. The handlers of later exercises call them.
    """
    with _stores(answer) as (store, others, _):
        first, second = invitation(1), invitation(2)
        _add(answer, store, first, second)
        stale = Invitation(first.state, first.version)
        for each, at in ((first, store), (second, others), (stale, store)):
            each.accept(NOW)
            names = {"store": at, "invitation": each}
            if each is first:
                for _ in ("changed", "not changed"):
                    answer.value("await store.save(invitation)", **names)
            else:
                answer.raises("await store.save(invitation)", Conflict, **names)
        text = "[each.version for each in await store.find_by_codes(codes)]"
        codes = [code(number) for number in (2, 9, 1)]
        answer.gives(text, [1, 2], store=store, codes=codes)
        answer.gives(text, [], store=others, codes=codes)


# Task 3: expiring

LATER: Final = NOW + WEEK
CALL: Final = "await expiring(connection, tenant_id, limit=3, cursor=cursor)"


def _at(moment: datetime, number: int, *, tenant_id: TenantId = TENANT.id) -> dict[str, Any]:
    """The row of an invitation that expires then."""
    return columns_of(invitation(number)) | {"expires_at": moment, "tenant_id": tenant_id}


def _each_later(numbers: Sequence[int]) -> list[dict[str, Any]]:
    """Each expires a microsecond after the one before."""
    return [_at(LATER + timedelta(microseconds=n), number) for n, number in enumerate(numbers)]


@contextmanager
def _stored(answer: Answer, rows: Sequence[dict[str, Any]]) -> Iterator[AsyncConnection]:
    with entered(answer, _memory()) as connection:
        if rows:
            answer.run(connection.execute(insert(INVITATIONS), rows))
        yield connection


class Page(NamedTuple):
    numbers: list[int]
    cursor: str | None


def _page(answer: Answer, connection: AsyncConnection, cursor: str | None = None) -> Page:
    names = {"connection": connection, "tenant_id": TENANT.id, "cursor": cursor}
    got = answer.value(CALL, **names)
    require(type(got) is tuple and len(got) == 2, f"`{CALL}` gave `{shown(got)}`, and no pair.")
    found, following = got
    listed = type(found) is list and all(type(each) is Invitation for each in found)
    require(
        listed, f"`{CALL}` gave `{shown(found)}` as its first half, and no list of invitations."
    )
    said = f"`{CALL}` gave the cursor `{shown(following)}`"
    require(following is None or type(following) is str, f"{said}; it should be a `str` or `None`.")
    return Page([each.state.id.int for each in found], following)


def _pages(answer: Answer, connection: AsyncConnection) -> list[list[int]]:
    """Their numbers, page by page, to the end."""
    page = _page(answer, connection)
    pages = [page.numbers]
    while page.cursor is not None:
        page = _page(answer, connection, page.cursor)
        pages.append(page.numbers)
        told = f"Page after page there is a cursor; they began {_told(pages[:4])}"
        require(len(pages) < 10, f"{told}, and there are at most 9 invitations.")
    return pages


def _told(pages: list[list[int]]) -> str:
    return " | ".join(", ".join(map(str, page)) or "nothing" for page in pages)


def _hold(answer: Answer, rows: Sequence[dict[str, Any]], wanted: list[list[int]]) -> None:
    with _stored(answer, rows) as connection:
        pages = _pages(answer, connection)
    require(
        pages == wanted,
        f"Pages of three held {_told(pages)} (by number); they should hold {_told(wanted)}.",
    )


@check(task=3, points=1)
def pages_hold_who_is_pending(answer: Answer) -> None:
    """Page after page, all pending invitations of the tenant come, the soonest to expire first.

    Moments are kept to the microsecond, and a cursor that rounds them points elsewhere.
    """
    rows = _each_later([5, 3, 4, 1, 2])
    rows += [_at(LATER, 6) | {"status": "accepted"}, _at(LATER, 7, tenant_id=OTHER_TENANT)]
    _hold(answer, rows, [[5, 3, 4], [1, 2]])
    _hold(answer, rows[::-1], [[5, 3, 4], [1, 2]])


@check(task=3, points=1)
def the_last_page_says_so(answer: Answer) -> None:
    """The last page has no cursor, also when it is full, and also when there is nothing at all.

    A list that ends with an empty page makes people wonder what they have missed.
    """
    _hold(answer, _each_later([1, 2, 3, 4, 5, 6]), [[1, 2, 3], [4, 5, 6]])
    _hold(answer, [], [[]])


@check(task=3, points=1)
def equal_moments_are_on_one_page_each(answer: Answer) -> None:
    """Of seven that expire at the same moment, each is on one page.

    An order with ties in it has no place at which it can be cut. Chapter 8, "Where the last page
    ended".
    """
    with _stored(answer, [_at(LATER, number) for number in (4, 7, 1, 6, 2, 5, 3)]) as connection:
        pages = _pages(answer, connection)
    seen = sorted(number for page in pages for number in page)
    said = f"Seven expire at the same moment; pages of three held {_told(pages)} (by number)"
    require(seen == [1, 2, 3, 4, 5, 6, 7], f"{said}; each of them should be there once.")


@check(task=3, points=1)
def what_happens_between_pages_moves_nobody(answer: Answer) -> None:
    """Whatever happens between two pages, the second goes on where the first ended.

    A number of rows to skip is true until somebody writes, and a row to look up is there until
    somebody deletes it. Chapter 8, "Where the last page ended".
    """
    by_id = INVITATIONS.c.id
    changes = {
        "number 1 was accepted": update(INVITATIONS)
        .where(by_id == UUID(int=1))
        .values(status="accepted"),
        "number 3 was accepted": update(INVITATIONS)
        .where(by_id == UUID(int=3))
        .values(status="accepted"),
        "number 3 was deleted": delete(INVITATIONS).where(by_id == UUID(int=3)),
        "one was sent that expires before all others": insert(INVITATIONS).values(_at(NOW, 9)),
    }
    for what, statement in changes.items():
        with _stored(answer, _each_later([1, 2, 3, 4, 5, 6, 7])) as connection:
            first = _page(answer, connection)
            answer.run(connection.execute(statement))
            second = _page(answer, connection, first.cursor)
        require(
            second.numbers == [4, 5, 6],
            f"Page one held {_told([first.numbers])}. Then {what}, and page two held "
            f"{_told([second.numbers])}; it should hold 4, 5, 6.",
        )


@check(task=3, points=1)
def a_page_reads_no_more_than_it_needs(answer: Answer) -> None:
    """For a page of three the database hands out four rows at most.

    A list that is cut in Python has loaded all of it before: fast on a laptop, and every month
    slower for Grace.
    """
    numbers = list(range(1, 21))
    with _stored(answer, _each_later(numbers)) as connection:
        handed_out = _counting_rows(connection)
        cursor = None
        for which in ("first", "second"):
            before = handed_out()
            page = _page(answer, connection, cursor)
            cursor, count = page.cursor, handed_out() - before
            said = f"Of 20 invitations, the database handed out {count} for the {which} page of 3"
            require(count <= 4, f"{said}; 4 are enough.")


def _counting_rows(connection: AsyncConnection) -> Callable[[], int]:
    """How many rows the statements so far have brought: each is asked again, for its rows."""
    asked: list[tuple[str, Any]] = []
    counts: list[int] = []

    def note(inner: Connection, _: Any, statement: str, parameters: Any, *__: Any) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")) and not asked:
            asked.append((statement, parameters))
            counts.append(len(inner.exec_driver_sql(statement, parameters).all()))
            asked.clear()

    event.listen(connection.sync_connection, "before_cursor_execute", note)
    return lambda: sum(counts)
