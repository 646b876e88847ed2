"""What the answers to exercise 5 must do: a fake, a use case, tests of another one."""

import asyncio
import inspect
import traceback
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from course.grading.checks import (
    FUTURE,
    Answer,
    OutOfTime,
    Wrong,
    check,
    require,
    shown,
    told,
)
from exercises.checks.doors import MemoryUnits
from exercises.checks.worlds import TENANT, WEEK, FailingPort, FixedClock, MemoryUnit, user
from exercises.invitations.entities import Invitation, Status
from exercises.invitations.errors import AlreadyInvited, InvitationNotFound
from exercises.invitations.ports import Letter
from reference_app.application.bus import Bus
from reference_app.application.messages import Command
from reference_app.application.ports import Unavailable
from reference_app.domain.errors import InvalidValue, SeatsTaken
from reference_app.domain.ids import TenantId, uuid7
from reference_app.domain.values import EmailAddress

# Task 1: FakeMailer

LETTER = Letter(EmailAddress("ada@example.com"), "Hello", "Your code is K7QM-2XRD.")
OTHER = Letter(EmailAddress("mary@example.com"), "Hello", "Your code is K7QM-2XRE.")
THIRD = Letter(EmailAddress("ada@example.com"), "Hello", "Your code is K7QM-2XRF.")
EMPTY = Letter(EmailAddress("ada@example.com"), "", "")
SEND: Final = "await mailer.send(letter)"


@check(task=1, points=0.25, demands=["list"])
def a_fake_begins_with_an_empty_list(answer: Answer) -> None:
    """At first, `letters` is an empty list.

    A test that compares it with a list should be green when it is right. Chapter 5, "The whole
    app, on a list".
    """
    answer.gives("FakeMailer().letters", [])


@check(task=1, points=0.125, demands=["up-at-first"])
def a_fake_is_up_at_first(answer: Answer) -> None:
    """At first, `down` is `False`.

    Most tests want a mail server that works, and say nothing about it.
    """
    answer.gives("FakeMailer().down", False)


@check(task=1, points=0.25, demands=["fits-the-port"])
def a_fake_fits_its_port(answer: Answer) -> None:
    """`send` is awaited, takes a `letter`, also by that name, and gives nothing back.

    What a handler may do with the port, it may do with the fake. Chapter 5, "What the app needs".
    """
    for call in (SEND, "await mailer.send(letter=letter)"):
        answer.gives(call, None, mailer=answer.value("FakeMailer()"), letter=LETTER)


@check(task=1, points=0.25, demands=["nothing-in-common"], needs=["fits-the-port"])
def two_fakes_share_nothing(answer: Answer) -> None:
    """What one fake is sent, another one does not have; while one is down, another one is up.

    Otherwise a test is red or green by what ran before it. Chapter 5, "The whole app, on a list".
    """
    first, second = answer.value("FakeMailer()"), answer.value("FakeMailer()")
    answer.value("await first.send(letter)", first=first, letter=LETTER)
    first.down = True
    why = "The letter was sent by another one."
    answer.gives("len(second.letters)", 0, why, second=second)
    answer.gives("len(FakeMailer().letters)", 0, why)
    why = "It is another one that is down."
    answer.gives("bool(second.down or FakeMailer().down)", False, why, second=second)


@check(task=1, points=0.25, demands=["letters-in-order"], needs=["fits-the-port"])
def a_fake_keeps_what_is_sent(answer: Answer) -> None:
    """A fake keeps all letters, the oldest first.

    It really works, with a shortcut that would not do in production: the letters arrive in a list.
    Chapter 5, "The whole app, on a list".
    """
    mailer = answer.value("FakeMailer()")
    for letter in (LETTER, OTHER, THIRD):
        answer.value(SEND, mailer=mailer, letter=letter)
    answer.gives("list(mailer.letters)[-3:]", [LETTER, OTHER, THIRD], mailer=mailer)


@check(task=1, points=0.125, demands=["every-letter"], needs=["fits-the-port"])
def a_fake_judges_nothing(answer: Answer) -> None:
    """A fake takes every letter, also an empty one.

    A rule in a fake holds in tests only. What should come of a call, the test says, where
    everybody reads it. Chapter 5, "A test of a rule".
    """
    odd = Letter(EmailAddress("ada@example.com"), "\n", "No code")
    for letter in (EMPTY, odd):
        answer.value(SEND, mailer=answer.value("FakeMailer()"), letter=letter)


@check(task=1, points=0.125, demands=["as-often"], needs=["fits-the-port", "nothing-in-common"])
def a_fake_keeps_a_letter_as_often_as_it_comes(answer: Answer) -> None:
    """A letter that is sent twice is there twice.

    A handler that writes twice is what a test wants to see.
    """
    mailer = answer.value("FakeMailer()")
    for _ in range(2):
        answer.value(SEND, mailer=mailer, letter=LETTER)
    count = "mailer.letters.count(letter)"
    answer.gives(count, 2, "It was sent twice.", mailer=mailer, letter=LETTER)


DOWN: Final = "`mailer.down` is `True`."


@check(task=1, points=0.25, demands=["unavailable"])
def a_fake_can_be_down(answer: Answer) -> None:
    """While a fake is down, it raises `Unavailable`.

    Servers fail. A test that can say so in one line will be written. Chapter 5, "Fittings".
    """
    mailer = answer.value("FakeMailer()")
    mailer.down = True
    for _ in range(2):
        answer.raises(SEND, Unavailable, DOWN, mailer=mailer, letter=LETTER)


@check(task=1, points=0.25, demands=["keeps-nothing"], needs=["fits-the-port", "nothing-in-common"])
def a_fake_that_is_down_keeps_nothing(answer: Answer) -> None:
    """While a fake is down, it keeps nothing.

    What was refused was not sent. A test that asks who got a letter would hear a lie.
    """
    mailer = answer.value("FakeMailer()")
    mailer.down = True
    _try(answer, SEND, mailer=mailer, letter=LETTER)
    answer.gives("len(mailer.letters)", 0, DOWN, mailer=mailer)


@check(task=1, points=0.125, demands=["back-up"], needs=["fits-the-port", "nothing-in-common"])
def a_fake_comes_back(answer: Answer) -> None:
    """After it was down, a fake works as before, with all that it had kept before.

    How the app goes on when the server is back is worth a test as well.
    """
    mailer = answer.value("FakeMailer()")
    answer.value(SEND, mailer=mailer, letter=LETTER)
    mailer.down = True
    _try(answer, SEND, mailer=mailer, letter=EMPTY)
    mailer.down = False
    answer.value(SEND, mailer=mailer, letter=OTHER)
    texts = "sorted(letter.text for letter in mailer.letters if letter.text)"
    why = "One was sent before it was down, and one after it."
    answer.gives(texts, [LETTER.text, OTHER.text], why, mailer=mailer)


def _try(answer: Answer, asked: str, **names: object) -> None:
    """Whatever comes of it, except that it is not written yet."""
    try:
        answer.value(asked, **names)
    except Wrong as wrong:
        if isinstance(wrong.__cause__, NotImplementedError):
            raise


# Task 2: InviteUser

INVITE = "await invite_user(InviteUser(email='Guest@example.com'), uow)"
GUEST = EmailAddress("Guest@example.com")


def _unit(now: datetime = FUTURE, **ports: Any) -> MemoryUnit:
    return MemoryUnit(clock=FixedClock(now), **ports)


def _invited(answer: Answer, unit: MemoryUnit) -> Invitation:
    """The one that is stored when the guest has been invited."""
    answer.value(INVITE, uow=unit)
    stored = list(unit.invitations.stored.values())
    said = f"After `{INVITE}` {len(stored)} invitations are stored; it should be one."
    require(len(stored) == 1, said)
    return stored[0]


@check(task=2, points=0.125, demands=["command"])
def the_command_has_one_field(answer: Answer) -> None:
    """`InviteUser` is a command, with an email and nothing else.

    A command holds what somebody wants. What the world knows, the unit says. Chapter 5, "A wish is
    data".
    """
    answer.gives("InviteUser(email='Guest@example.com').email", "Guest@example.com")
    kind = answer.value("InviteUser")
    require(issubclass(kind, Command), "`InviteUser` is no `Command`.")
    names = [each.name for each in fields(kind)] if is_dataclass(kind) else ["email"]
    require(names == ["email"], f"`InviteUser` has the fields {shown(names)}; it should have one.")


@check(task=2, points=0.25, demands=["stored"])
def an_invitation_is_stored(answer: Answer) -> None:
    """One pending invitation is stored, to the email as it was typed.

    A handler reads like the use case: make it, ask, store it, tell. Chapter 5, "A handler reads
    like the use case".
    """
    stored: Any = _invited(answer, _unit())
    answer.gives("stored.state.email.text", GUEST.text, "As it was typed.", stored=stored)
    answer.gives("stored.state.status", Status.PENDING, stored=stored)


@check(task=2, points=0.125, demands=["units-tenant"])
def it_is_of_the_units_tenant(answer: Answer) -> None:
    """The invitation is of the unit's tenant, whoever that is.

    One app serves many companies. Which one this is, the unit knows.
    """
    for number in (7, 8):
        tenant = replace(TENANT, id=TenantId(UUID(int=number)))
        stored: Any = _invited(answer, _unit(tenant=tenant))
        answer.gives("stored.state.tenant_id", tenant.id, "That is `uow.tenant`'s.", stored=stored)


@check(task=2, points=0.25, demands=["seven-days"])
def it_is_good_for_seven_days(answer: Answer, now: datetime) -> None:
    """The invitation is sent at the unit's time, and good for seven days from then.

    What of the world a handler needs, time included, it gets from its unit: a test can then say
    what time it is. Chapter 5, "What the app needs".
    """
    stored: Any = _invited(answer, _unit(now))
    answer.gives("stored.state.sent_at", now, "That is what `uow.clock` shows.", stored=stored)
    answer.gives("stored.state.expires_at", now + WEEK, "Seven days later.", stored=stored)


@check(task=2, points=0.125, demands=["uuid7"])
def its_id_tells_when_it_was_made(answer: Answer, now: datetime) -> None:
    """The id is made by `uuid7`, of the unit's time.

    Ids that sort by their birth keep an index compact.
    """
    made: UUID = _invited(answer, _unit(now)).state.id
    said = f"The id is `{made}`: of version {made.version}"
    require(made.version == 7, f"{said}. `uuid7` makes one of version 7.")
    born, wanted = made.int >> 80, uuid7(now).int >> 80
    require(born == wanted, f"The id was not made of the time that `uow.clock` shows, {now}.")


@check(task=2, points=0.25, demands=["one-letter"])
def the_guest_gets_a_letter(answer: Answer) -> None:
    """The guest gets one letter, and nobody else does.

    Whoever invites two people writes two letters. Chapter 5, "The whole app, on a list".
    """
    unit = _unit()
    for email, wanted in (
        ("Guest@example.com", ["guest@example.com"]),
        ("mary@example.com", ["guest@example.com", "mary@example.com"]),
    ):
        answer.value(f"await invite_user(InviteUser(email={email!r}), uow)", uow=unit)
        answer.gives("[letter.to.key for letter in uow.mailer.letters]", wanted, uow=unit)


@check(task=2, points=0.25, demands=["code-in-the-letter"], needs=["one-letter"])
def the_letter_has_the_code(answer: Answer) -> None:
    """The letter's text has the code that is stored.

    The letter is the only place where the code is told.
    """
    for _ in range(3):  # codes are made by chance
        unit = _unit()
        code = _invited(answer, unit).state.code.text
        written = str([letter.text for letter in unit.mailer.letters])
        hides = "****" in written and code not in written
        require(not hides, f"The letter hides the code from its guest: `{written}`.")
        said = f"The code that is stored, `{code}`, is not in the letter: `{written}`."
        require(code in written, said)


@check(task=2, points=0.125, demands=["own-code"])
def each_guest_has_their_own_code(answer: Answer) -> None:
    """Each invitation has a code of its own.

    Two guests with one code are one guest to the door.
    """
    codes = {_invited(answer, _unit()).state.code.key for _ in range(4)}
    require(len(codes) == 4, f"Of four guests, {5 - len(codes)} got the same code.")


@check(task=2, points=0.25, demands=["view"])
def the_answer_is_a_view(answer: Answer) -> None:
    """What comes back is an `InvitationView` of what is stored.

    An entity in the hands of a door can be changed after the commit, and shows the code. Chapter
    5, "What comes back".
    """
    unit = _unit()
    view = answer.value(INVITE, uow=unit)
    stored = list(unit.invitations.stored.values())
    require(len(stored) == 1, "There is no stored invitation that it could be a view of.")
    wanted = answer.value("InvitationView.of(stored)", stored=stored[0])
    answer.gives("view", wanted, f"That is what `{INVITE}` returned.", view=view)


@check(task=2, points=0.125, demands=["no-email"])
def what_is_no_email_is_refused(answer: Answer) -> None:
    """What is no email is refused, as `EmailAddress` refuses it.

    The rule has one place, and the refusal its path. Chapter 5, "A handler reads like the use
    case".
    """
    for text in ("nonsense", ""):
        call = f"await invite_user(InviteUser(email={text!r}), uow)"
        answer.refuses(call, InvalidValue, ("email",), uow=_unit())


@check(task=2, points=0.25, demands=["no-seat"])
def who_finds_no_seat_is_refused(answer: Answer) -> None:
    """A guest is refused when the live users hold all seats, and in no other case.

    A handler refuses in the words of the domain, and each door translates. Chapter 5, "Share a
    helper function".
    """
    answer.raises(INVITE, SeatsTaken, "There is one seat, and one live user.", uow=_with_users(1))
    answer.value(INVITE, uow=_with_users(2))
    answer.value(INVITE, uow=_with_users(None))
    unit = _with_users(2)
    for email in ("Guest@example.com", "mary@example.com"):  # neither is a user yet
        answer.value(f"await invite_user(InviteUser(email={email!r}), uow)", uow=unit)


def _with_users(seats: int | None) -> MemoryUnit:
    """So many seats, one live user, and one who has left."""
    unit = _unit(tenant=replace(TENANT, seats=seats))
    ada, grace = user(1, now=FUTURE), user(2, now=FUTURE)
    grace.delete(FUTURE)
    unit.users.stored.update({each.state.id: each for each in (ada, grace)})
    return unit


AGAIN: Final = "await invite_user(InviteUser(email='GUEST@example.com'), uow)"


@check(task=2, points=0.125, demands=["already-invited"])
def who_is_invited_is_refused(answer: Answer) -> None:
    """Who has a pending invitation is refused, and who has a closed one is not.

    The port promises it, and one who was revoked by mistake is invited again.
    """
    unit = _unit()
    stored = _invited(answer, unit)
    answer.raises(AGAIN, AlreadyInvited, "`Guest@example.com` was invited.", uow=unit)
    stored.revoke(FUTURE)
    answer.value(AGAIN, uow=unit)


REFUSED: Final = ["no-email", "no-seat", "already-invited"]


class _Refused(NamedTuple):
    """An email that is refused, and why."""

    who: str
    email: str
    units: MemoryUnits


def _refused(answer: Answer) -> Iterator[_Refused]:
    full, inviting = _units(), _units()
    full.tenant = replace(TENANT, seats=1)
    ada = user(1, now=FUTURE)
    full.users.stored[ada.state.id] = ada
    stored = _invited(answer, _unit())
    inviting.invitations.stored[stored.state.id] = stored
    yield _Refused("who finds no seat", "guest@example.com", full)
    yield _Refused("whose email is none", "nonsense", _units())
    yield _Refused("who is invited already", "GUEST@example.com", inviting)


def _units() -> MemoryUnits:
    return MemoryUnits(clock=FixedClock(FUTURE))


def _bus(answer: Answer, units: MemoryUnits) -> Bus:
    """Whatever the catalog is worth."""
    opening: Any = units
    return Bus(opening, {answer.InviteUser: answer.invite_user}, {})


EXECUTE: Final = "await bus.execute(InviteUser(email=email))"


@check(task=2, points=0.25, demands=["no-letter"], needs=REFUSED)
def after_a_refusal_no_letter_is_under_way(answer: Answer) -> None:
    """After a refusal no letter is under way.

    A row that is not committed is gone by itself; a letter never is. Chapter 5, "A handler reads
    like the use case".
    """
    for who, email, units in _refused(answer):
        _try(answer, EXECUTE, bus=_bus(answer, units), email=email)
        letters: Any = units.mailer
        require(letters.letters == [], f"A guest {who} got a letter.")


@check(task=2, points=0.125, demands=["refused-unstored"], needs=REFUSED)
def after_a_refusal_nothing_is_stored(answer: Answer) -> None:
    """After a refusal nothing is stored.

    What was written before is gone when the unit of work is left without a commit. Chapter 5,
    "Every door says the same sentence".
    """
    for who, email, units in _refused(answer):
        before = units.stored()
        _try(answer, EXECUTE, bus=_bus(answer, units), email=email)
        require(units.stored() == before, f"The invitation of a guest {who} is stored.")


class Unforeseen(Exception):
    """Nobody has thought of it."""


@check(task=2, points=0.125, demands=["goes-through"])
def what_a_port_raises_goes_through(answer: Answer) -> None:
    """What a port raises goes through as it came.

    An error that is caught here is none to the bus: it would commit an invitation without a letter.
    """
    answer.value(INVITE, uow=_unit())
    ports = {"mailer": "send", "invitations": "add", "users": "count_seats_used"}
    for error in (Unavailable("The mail server is down."), Unforeseen(), asyncio.CancelledError()):
        for name, method in ports.items():
            if name == "users" and not _asks_for_seats(answer):
                continue  # whether it does, another check says
            unit: Any = _unit()
            setattr(unit, name, FailingPort(getattr(unit, name), method, error))
            answer.lets_through(INVITE, error, f"`uow.{name}.{method}` raised it.", uow=unit)


def _asks_for_seats(answer: Answer) -> bool:
    unit: Any = _unit()
    unit.users = FailingPort(unit.users, "count_seats_used", Unforeseen())
    _try(answer, INVITE, uow=unit)
    return bool(unit.users.was_asked)


@check(task=2, points=0.125, demands=["no-commit"])
def the_handler_does_not_commit(answer: Answer) -> None:
    """The handler does not commit.

    One message is one transaction, and whoever opened it ends it. Chapter 5, "Every door says the
    same sentence".
    """
    unit = _unit()
    answer.value(INVITE, uow=unit)
    said = f"`{INVITE}` committed: the bus will do so, when all has gone well."
    require(unit.commits == 0, said)


@check(task=2, points=0.125, demands=["catalog"])
def the_bus_finds_it_in_the_catalog(answer: Answer) -> None:
    """The bus finds the handler in the catalog, and stores what it has done.

    The catalog is a dict from the class of a message to its handler. Chapter 5, "Every door says
    the same sentence".
    """
    units: Any = _units()
    bus = Bus(units, answer.COMMANDS, {})
    answer.value(EXECUTE, bus=bus, email="guest@example.com")
    invitations, _ = units.stored()
    said = f"The bus executed `InviteUser`, and {invitations} invitations are stored"
    require(invitations == 1, f"{said}; it should be one.")


# Task 3: tests of a handler

View = Callable[[Invitation], Any]
Handler = Callable[[Any, Any], Awaitable[Any]]


@check(task=3, points=0.5, demands=["green-on-ours"])
def tests_are_green_on_the_right_handler(answer: Answer) -> None:
    """On the handler as it was given, all tests are green.

    A test that is red on what is right protects nothing. Chapter 5, "A test of a rule".
    """
    _require_green(answer, _as_given, "the handler that was given")


@check(task=3, points=0.5, demands=["other-ways"], needs=["green-on-ours"])
def tests_are_green_on_another_right_handler(answer: Answer) -> None:
    """On a handler that keeps the promises in its own way, all tests are green.

    Hers saves what has not changed, which the port allows, writes before she saves, reads again
    afterwards, and uses other words. Chapter 5, "A test of a rule", has a mock that asks how.
    """
    _require_green(answer, _in_her_own_way, "a colleague's handler, which keeps all promises")


@check(task=3, points=0.5, demands=["stored-revoked"])
def tests_notice_what_is_not_saved(answer: Answer) -> None:
    """The handler of the first colleague turns a test red.

    The answer says "revoked", and the code still opens the door. What is stored, only the storage
    tells.
    """
    does = "forgets to save: what is stored stays pending"
    _require_red(answer, _forgets_to_save, "a pending one", does)


@check(task=3, points=0.5, demands=["view-afterwards"])
def tests_notice_an_old_answer(answer: Answer) -> None:
    """The handler of the second colleague turns a test red.

    Grace would click again and again. Chapter 5, "What comes back".
    """
    does = "revokes, and answers `pending` as it was before"
    _require_red(answer, _answers_with_what_was, "a pending one", does)


@check(task=3, points=0.5, demands=["guest-is-told"])
def tests_notice_that_nobody_is_told(answer: Answer) -> None:
    """The handler of the third colleague turns a test red.

    The guest would follow a letter to a closed door. With a fake one asks who got what.
    """
    _require_red(answer, _writes_to_nobody, "a pending one", "revokes, and writes to nobody")


@check(task=3, points=0.5, demands=["no-second-letter"])
def tests_notice_a_second_letter(answer: Answer) -> None:
    """The handler of the fourth colleague turns a test red.

    What was revoked yesterday is no news. A test of it clicks twice, or begins with a revoked one.
    """
    does = "writes a letter at the second click as well"
    _require_red(answer, _writes_at_every_click, "one that is revoked already", does)


@check(task=3, points=0.5, demands=["no-letter-for-refused"])
def tests_notice_a_letter_too_soon(answer: Answer) -> None:
    """The handler of the fifth colleague turns a test red.

    After a refusal there are two things to look at: the error, and what should not have happened.
    """
    does = "refuses for an accepted invitation, and has written to the guest"
    _require_red(answer, _writes_too_soon, "an accepted one", does)


@check(task=3, points=0.5, demands=["accepted-refused"])
def tests_notice_that_nothing_is_refused(answer: Answer) -> None:
    """The handler of the sixth colleague turns a test red.

    Grace would be told that the door is closed, to somebody who has long been inside. A test of a
    refusal must be red when none comes.
    """
    does = "answers for an accepted invitation as if all were well, and changes nothing"
    _require_red(answer, _refuses_nothing, "an accepted one", does)


@check(task=3, points=0.5, demands=["not-found"])
def tests_notice_a_crash(answer: Answer) -> None:
    """The handler of the seventh colleague turns a test red.

    A refusal is a promise with a name: a door makes a 404 of it. A crash is a 500. Chapter 5,
    "Fittings".
    """
    does = "raises `AttributeError` for an unknown id: it never asks for `None`"
    _require_red(answer, _crashes, "an unknown id", does)


@check(task=3, points=0.5, demands=["bus-commits"])
def tests_notice_a_commit(answer: Answer) -> None:
    """The handler of the eighth colleague turns a test red.

    Whatever the bus would do before the commit comes too late then. Chapter 5, "Every door says
    the same sentence".
    """
    _require_red(
        answer, _commits_by_itself, "a pending one", "commits by itself, before the bus does"
    )


def _require_green(answer: Answer, handler: "_Rewritten", name: str) -> None:
    for test, failure in _results(answer, handler):
        require(not failure, f"`{test}` is red on {name}{failure}.")


_TRIED: Final = {
    Status.PENDING: "a pending one",
    Status.REVOKED: "one that is revoked already",
    Status.ACCEPTED: "an accepted one",
    None: "an unknown id",
}


def _require_red(answer: Answer, handler: "_Rewritten", what: str, does: str) -> None:
    """Of the tests that are green on what is right. `what` they have to try to see it."""
    tried: set[str] = set()

    async def noting(command: Any, uow: Any, view_of: View) -> Any:
        found = await uow.invitations.get(command.invitation_id)
        tried.add(_TRIED.get(found and found.state.status, ""))
        return await handler(command, uow, view_of)

    right = {test for test, failure in _results(answer, _as_given) if not failure}
    caught = any(failure for test, failure in _results(answer, noting) if test in right)
    said = f"Your tests try {what}" if what in tried else f"None of your tests tries {what}"
    require(caught, f"{said}, and they are green on a handler that {does}.")


def _results(answer: Answer, handler: "_Rewritten") -> Iterator[tuple[str, str]]:
    """Each test's name, and why it is red: at which line, with which error."""
    view_of = answer.value("InvitationView.of")
    names = answer.value("dict(globals())")
    tests = {name: test for name, test in names.items() if _is_test(name, test)}
    require(bool(tests), "There is no function whose name begins with `test_`.")
    for name, test in tests.items():
        error = answer.run(_error_of(test, lambda command, uow: handler(command, uow, view_of)))
        if isinstance(error, NotImplementedError):
            raise Wrong(f"`{name}` is not written yet ({error}).")
        yield name, f": {_place(answer, error)}it raised `{told(error)}`" if error else ""


def _is_test(name: str, value: object) -> bool:
    return name.startswith("test_") and callable(value)


async def _error_of(test: Callable[[Handler], Any], handler: Handler) -> BaseException | None:
    try:
        result = test(handler)
        if inspect.isawaitable(result):
            await result
    except OutOfTime:
        raise
    except BaseException as error:  # pytest's failures are no `Exception`
        return error
    return None


def _place(answer: Answer, error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == "<answer>" and frame.lineno]
    if not lines:
        return ""
    return f"at `{answer.source.splitlines()[lines[-1] - 1].strip()}` "


_Rewritten = Callable[[Any, Any, View], Awaitable[Any]]


async def _found(command: Any, uow: Any) -> Invitation:
    invitation: Invitation | None = await uow.invitations.get(command.invitation_id)
    if invitation is None:
        raise InvitationNotFound("There is no invitation with this id.")
    return invitation


def _withdrawn(invitation: Invitation) -> Letter:
    return Letter(invitation.state.email, "Your invitation", "It has been withdrawn.")


async def _as_given(command: Any, uow: Any, view_of: View) -> Any:
    invitation = await _found(command, uow)
    invitation.revoke(uow.clock.now())
    if invitation.has_changed:
        await uow.invitations.save(invitation)
        await uow.mailer.send(_withdrawn(invitation))
    return view_of(invitation)


async def _in_her_own_way(command: Any, uow: Any, view_of: View) -> Any:
    if await uow.invitations.get(command.invitation_id) is None:
        raise InvitationNotFound("Who is that?")
    invitation = await _found(command, uow)
    was_pending = invitation.is_pending
    invitation.revoke(uow.clock.now())
    if was_pending:
        await uow.mailer.send(Letter(invitation.state.email, "Sorry", "We need the seat."))
    await uow.invitations.save(invitation)
    return view_of(await _found(command, uow))


async def _forgets_to_save(command: Any, uow: Any, view_of: View) -> Any:
    invitation = await _found(command, uow)
    invitation.revoke(uow.clock.now())
    if invitation.has_changed:
        await uow.mailer.send(_withdrawn(invitation))
    return view_of(invitation)


async def _answers_with_what_was(command: Any, uow: Any, view_of: View) -> Any:
    view = view_of(await _found(command, uow))
    await _as_given(command, uow, view_of)
    return view


async def _writes_to_nobody(command: Any, uow: Any, view_of: View) -> Any:
    invitation = await _found(command, uow)
    invitation.revoke(uow.clock.now())
    await uow.invitations.save(invitation)
    return view_of(invitation)


async def _writes_at_every_click(command: Any, uow: Any, view_of: View) -> Any:
    invitation = await _found(command, uow)
    invitation.revoke(uow.clock.now())
    await uow.invitations.save(invitation)
    await uow.mailer.send(_withdrawn(invitation))
    return view_of(invitation)


async def _writes_too_soon(command: Any, uow: Any, view_of: View) -> Any:
    invitation = await _found(command, uow)
    if invitation.state.status is not Status.REVOKED:
        await uow.mailer.send(_withdrawn(invitation))
    invitation.revoke(uow.clock.now())
    await uow.invitations.save(invitation)
    return view_of(invitation)


async def _refuses_nothing(command: Any, uow: Any, view_of: View) -> Any:
    invitation = await _found(command, uow)
    if invitation.state.status is Status.ACCEPTED:
        return view_of(invitation)
    return await _as_given(command, uow, view_of)


async def _crashes(command: Any, uow: Any, view_of: View) -> Any:
    invitation = await uow.invitations.get(command.invitation_id)
    invitation.revoke(uow.clock.now())
    return await _as_given(command, uow, view_of)


async def _commits_by_itself(command: Any, uow: Any, view_of: View) -> Any:
    view = await _as_given(command, uow, view_of)
    await uow.commit()
    return view
