"""What the answers to exercise 5 must do: a fake, a use case, tests of another one."""

import inspect
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

from course.grading.checks import Answer, OutOfTime, Wrong, check, require, told
from exercises.checks.worlds import NOW, TENANT, WEEK, MemoryUnit, user
from exercises.invitations.entities import Invitation, Status
from exercises.invitations.errors import AlreadyInvited, InvitationNotFound
from exercises.invitations.ports import Letter
from reference_app.application.bus import Bus
from reference_app.application.ports import Unavailable
from reference_app.domain.errors import InvalidValue, SeatsTaken
from reference_app.domain.values import EmailAddress

# Task 1: FakeMailer

LETTER = Letter(EmailAddress("ada@example.com"), "Hello", "Your code is K7QM-2XRD.")
OTHER = Letter(EmailAddress("mary@example.com"), "Hello", "Your code is K7QM-2XRE.")
EMPTY = Letter(EmailAddress("ada@example.com"), "", "")


@check(task=1, points=0.5)
def two_fakes_share_nothing(answer: Answer) -> None:
    """What one fake is sent, another one does not have.

    Otherwise a test is red or green by what ran before it. What a handler awaits at the port, it
    awaits at the fake. Chapter 5, "The whole app, on a list".
    """
    first, second = answer.value("FakeMailer()"), answer.value("FakeMailer()")
    answer.value("await first.send(letter)", first=first, letter=LETTER)
    why = "The letter was sent by another one."
    answer.gives("second.letters", [], why, second=second)
    answer.gives("FakeMailer().letters", [], why)


@check(task=1, points=0.5)
def a_fake_keeps_what_is_sent(answer: Answer) -> None:
    """A fake keeps all letters, the oldest first.

    It really works, with a shortcut that would not do in production: the letters arrive in a list.
    Chapter 5, "The whole app, on a list".
    """
    mailer = answer.value("FakeMailer()")
    answer.gives("mailer.letters", [], mailer=mailer)
    answer.gives("await mailer.send(letter)", None, mailer=mailer, letter=LETTER)
    answer.gives("await mailer.send(other)", None, mailer=mailer, other=OTHER)
    answer.gives("mailer.letters", [LETTER, OTHER], mailer=mailer)


@check(task=1, points=0.5)
def a_fake_judges_nothing(answer: Answer) -> None:
    """A fake takes every letter, also an empty one, also the same one twice.

    A rule in a fake holds in tests only. What should come of a call, the test says, where
    everybody reads it. Chapter 5, "A test of a rule".
    """
    mailer = answer.value("FakeMailer()")
    for name, letter in (("letter", LETTER), ("letter", LETTER), ("empty", EMPTY)):
        answer.value(f"await mailer.send({name})", mailer=mailer, **{name: letter})
    answer.gives("mailer.letters", [LETTER, LETTER, EMPTY], mailer=mailer)


@check(task=1, points=0.5)
def a_fake_can_be_down(answer: Answer) -> None:
    """While a fake is down, it raises `Unavailable` and keeps nothing; afterwards it works.

    Servers fail. A test that can say so in one line will be written. Chapter 5, "Fittings".
    """
    mailer = answer.value("FakeMailer()")
    answer.gives("mailer.down", False, mailer=mailer)
    mailer.down = True
    why = "`mailer.down` is `True`."
    answer.raises("await mailer.send(letter)", Unavailable, why, mailer=mailer, letter=LETTER)
    answer.gives("mailer.letters", [], why, mailer=mailer)
    mailer.down = False
    answer.value("await mailer.send(letter)", mailer=mailer, letter=LETTER)
    answer.gives("mailer.letters", [LETTER], "It is up again.", mailer=mailer)


# Task 2: InviteUser

INVITE = "await invite_user(InviteUser(email='Guest@example.com'), uow)"


@check(task=2, points=0.5)
def an_invitation_is_stored(answer: Answer) -> None:
    """One pending invitation is stored: of the unit's tenant, for seven days from the unit's time.

    What of the world a handler needs, time included, it gets from its unit: a test can then say
    what time it is. Chapter 5, "What the app needs".
    """
    unit = MemoryUnit()
    answer.value(INVITE, uow=unit)
    stored = list(unit.invitations.stored.values())
    require(
        len(stored) == 1,
        f"After `{INVITE}` {len(stored)} invitations are stored; it should be one.",
    )
    known: dict[str, Any] = {"stored": stored[0]}
    answer.gives("stored.state.email.text", "Guest@example.com", "As it was typed.", **known)
    answer.gives("stored.state.tenant_id", TENANT.id, "That is `uow.tenant`'s.", **known)
    answer.gives("stored.state.sent_at", NOW, "That is what `uow.clock` shows.", **known)
    answer.gives("stored.state.expires_at", NOW + WEEK, "Seven days later.", **known)
    answer.gives("stored.state.status", Status.PENDING, **known)


@check(task=2, points=0.5)
def the_guest_gets_the_code(answer: Answer) -> None:
    """The guest gets one letter, with the code that is stored; each invitation has its own.

    The letter is the only place where the code is told.
    """
    unit = MemoryUnit()
    answer.value(INVITE, uow=unit)
    answer.value("await invite_user(InviteUser(email='mary@example.com'), uow)", uow=unit)
    invited = [EmailAddress("Guest@example.com"), EmailAddress("mary@example.com")]
    answer.gives("[letter.to for letter in uow.mailer.letters]", invited, uow=unit)
    codes = {each.state.email: each.state.code for each in unit.invitations.stored.values()}
    for letter in unit.mailer.letters:
        require(letter.to in codes, f"No invitation of `{letter.to.text}` is stored.")
        code, written = codes[letter.to].text, str(letter.text)
        require(
            code in written or "****" not in written,
            f"The letter hides the code from its guest: `{written}`.",
        )
        require(
            code in written,
            f"The code that is stored, `{code}`, is not in the letter: `{written}`.",
        )
    require(len(set(codes.values())) == 2, "Two guests got the same code; each needs their own.")


@check(task=2, points=0.5)
def the_answer_is_a_view(answer: Answer) -> None:
    """What comes back is an `InvitationView` of what is stored.

    An entity in the hands of a door can be changed after the commit, and shows the code. Chapter
    5, "What comes back".
    """
    unit = MemoryUnit()
    view = answer.value(INVITE, uow=unit)
    stored = list(unit.invitations.stored.values())
    require(len(stored) == 1, "There is no stored invitation that it could be a view of.")
    wanted = answer.value("InvitationView.of(stored)", stored=stored[0])
    answer.gives("view", wanted, f"That is what `{INVITE}` returned.", view=view)


@check(task=2, points=0.5)
def who_may_not_come_is_refused(answer: Answer) -> None:
    """Refused are: what is no email, a guest without a free seat, and one who is invited already.

    A handler refuses in the words of the domain, and each door translates. Chapter 5, "Share a
    helper function".
    """
    nonsense = "await invite_user(InviteUser(email='nonsense'), uow)"
    answer.refuses(nonsense, InvalidValue, ("email",), uow=MemoryUnit())
    answer.raises(INVITE, SeatsTaken, "There is one seat, and one live user.", uow=_full())
    unit = MemoryUnit()
    answer.value(INVITE, uow=unit)
    again = "await invite_user(InviteUser(email='GUEST@example.com'), uow)"
    answer.raises(again, AlreadyInvited, "`Guest@example.com` was invited.", uow=unit)
    no_limit = MemoryUnit(tenant=replace(TENANT, seats=None))
    answer.value(INVITE, uow=no_limit)


@check(task=2, points=0.5)
def after_a_refusal_nothing_is_under_way(answer: Answer) -> None:
    """After a refusal nothing is stored, and no letter is under way.

    A row that is not committed is gone by itself; a letter never is. Chapter 5, "A handler reads
    like the use case".
    """
    for name, unit, email, stored, letters in (
        ("who finds no seat", _full(), "guest@example.com", 0, 0),
        ("whose email is none", MemoryUnit(), "nonsense", 0, 0),
        ("who is invited already", _inviting(answer), "GUEST@example.com", 1, 1),
    ):
        try:
            answer.value(f"await invite_user(InviteUser(email={email!r}), uow)", uow=unit)
        except Wrong as wrong:
            if isinstance(wrong.__cause__, NotImplementedError):
                raise
        sent = len(unit.mailer.letters) - letters
        kept = len(unit.invitations.stored) - stored
        require(sent == 0, f"A guest {name} got a letter.")
        require(kept == 0, f"The invitation of a guest {name} is stored.")


def _full() -> MemoryUnit:
    """One seat, one live user."""
    unit = MemoryUnit(tenant=replace(TENANT, seats=1))
    ada = user()
    unit.users.stored[ada.state.id] = ada
    return unit


def _inviting(answer: Answer) -> MemoryUnit:
    unit = MemoryUnit()
    answer.value(INVITE, uow=unit)
    return unit


@check(task=2, points=0.5)
def the_bus_runs_it_and_commits(answer: Answer) -> None:
    """The bus finds the handler in the catalog and commits once; the handler does not commit.

    One message is one transaction, and whoever opened it ends it. Chapter 5, "Every door says the
    same sentence".
    """
    unit = MemoryUnit()
    answer.value(INVITE, uow=unit)
    require(
        unit.commits == 0,
        f"`{INVITE}` committed: the bus will do so, when all has gone well.",
    )
    unit = MemoryUnit()
    bus = Bus(_Units(unit), answer.COMMANDS, {})
    answer.value("await bus.execute(InviteUser(email='guest@example.com'))", bus=bus)
    require(
        (unit.commits, len(unit.invitations.stored)) == (1, 1),
        f"The bus executed `InviteUser` and committed {unit.commits} times, with"
        f" {len(unit.invitations.stored)} invitations stored; it should be one and one.",
    )


@dataclass
class _Units:
    """Opens one unit, again and again."""

    unit: Any

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Any]:
        yield self.unit

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Any]:
        yield self.unit

    async def ping(self) -> None: ...


# Task 3: tests of a handler

View = Callable[[Invitation], Any]
Handler = Callable[[Any, Any], Awaitable[Any]]


@check(task=3, points=0.5)
def tests_are_green_on_the_right_handler(answer: Answer) -> None:
    """On the handler as it was given, all tests are green.

    A test that is red on what is right protects nothing. Chapter 5, "A test of a rule".
    """
    _require_green(answer, _as_given, "the handler that was given")


@check(task=3, points=1)
def tests_are_green_on_another_right_handler(answer: Answer) -> None:
    """On a handler that keeps the promises in its own way, all tests are green.

    Hers saves what has not changed, which the port allows, writes before she saves, reads again
    afterwards, and uses other words. Chapter 5, "A test of a rule", has a mock that asks how.
    """
    _require_green(answer, _in_her_own_way, "a colleague's handler, which keeps all promises")


@check(task=3, points=0.5)
def tests_notice_what_is_not_saved(answer: Answer) -> None:
    """The handler of the first colleague turns a test red.

    The answer says "revoked", and the code still opens the door. What is stored, only the storage
    tells.
    """
    _require_red(answer, _forgets_to_save, "forgets to save: what is stored stays pending")


@check(task=3, points=0.5)
def tests_notice_an_old_answer(answer: Answer) -> None:
    """The handler of the second colleague turns a test red.

    Grace would click again and again. Chapter 5, "What comes back".
    """
    _require_red(answer, _answers_with_what_was, "revokes, and answers `pending` as it was before")


@check(task=3, points=0.5)
def tests_notice_that_nobody_is_told(answer: Answer) -> None:
    """The handler of the third colleague turns a test red.

    The guest would follow a letter to a closed door. With a fake one asks who got what.
    """
    _require_red(answer, _writes_to_nobody, "revokes, and writes to nobody")


@check(task=3, points=0.5)
def tests_notice_a_second_letter(answer: Answer) -> None:
    """The handler of the fourth colleague turns a test red.

    What was revoked yesterday is no news. A test of it clicks twice, or begins with a revoked one.
    """
    _require_red(answer, _writes_at_every_click, "writes a letter at the second click as well")


@check(task=3, points=0.5)
def tests_notice_a_letter_too_soon(answer: Answer) -> None:
    """The handler of the fifth colleague turns a test red.

    After a refusal there are two things to look at: the error, and what should not have happened.
    """
    _require_red(
        answer, _writes_too_soon, "refuses for an accepted invitation, and has written to the guest"
    )


@check(task=3, points=0.5)
def tests_notice_a_crash(answer: Answer) -> None:
    """The handler of the sixth colleague turns a test red.

    A refusal is a promise with a name: a door makes a 404 of it. A crash is a 500. Chapter 5,
    "Fittings".
    """
    _require_red(
        answer, _crashes, "raises `AttributeError` for an unknown id: it never asks for `None`"
    )


@check(task=3, points=0.5)
def tests_notice_a_commit(answer: Answer) -> None:
    """The handler of the seventh colleague turns a test red.

    Whatever the bus would do before the commit comes too late then. Chapter 5, "Every door says
    the same sentence".
    """
    _require_red(answer, _commits_by_itself, "commits by itself, before the bus does")


def _require_green(answer: Answer, handler: "_Rewritten", name: str) -> None:
    for test, failure in _results(answer, handler):
        require(not failure, f"`{test}` is red on {name}{failure}.")


def _require_red(answer: Answer, handler: "_Rewritten", does: str) -> None:
    """Of the tests that are green on what is right."""
    right = {test for test, failure in _results(answer, _as_given) if not failure}
    caught = any(failure for test, failure in _results(answer, handler) if test in right)
    require(caught, f"Your tests are green on a handler that {does}.")


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


async def _crashes(command: Any, uow: Any, view_of: View) -> Any:
    invitation = await uow.invitations.get(command.invitation_id)
    invitation.revoke(uow.clock.now())
    return await _as_given(command, uow, view_of)


async def _commits_by_itself(command: Any, uow: Any, view_of: View) -> Any:
    view = await _as_given(command, uow, view_of)
    await uow.commit()
    return view
