"""What the answers to exercise 4 must do: seats that are left, guests in turn, a list read."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any, ClassVar
from unittest.mock import patch
from uuid import UUID

from course.grading.checks import Answer, Wrong, check, require, shown
from exercises.checks.worlds import TENANT, code, user
from exercises.invitations.entities import Invitation, Status
from exercises.invitations.errors import AlreadyInvited, InvitationClosed
from exercises.invitations.events import InvitationAccepted, InvitationId
from reference_app.domain import values
from reference_app.domain.errors import DomainError, InvalidValue, Path, Rejected, SeatsTaken
from reference_app.domain.tenants import Tenant
from reference_app.domain.users import User
from reference_app.domain.values import EmailAddress

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TICK = timedelta(microseconds=1)
TOKYO, DENVER = timezone(9 * HOUR), timezone(-7 * HOUR)
NO_LIMIT = replace(TENANT, seats=None)
Known = dict[str, Any]


def _letter(
    now: datetime,
    number: int = 1,
    name: str = "",
    *,
    ago: timedelta = HOUR,
    left: timedelta = DAY,
    kind: type[Invitation] = Invitation,
) -> Invitation:
    """Sent so long ago, good for so long from now, with no event left."""
    made = kind.send(
        id=InvitationId(UUID(int=number)),
        tenant_id=TENANT.id,
        email=EmailAddress(f"{name or f'guest{number}'}@example.com"),
        code=code(number),
        expires_at=now + left,
        now=now - ago,
    )
    # When it was last written to is another time than when it was sent.
    return kind(replace(made.state, updated_at=now - number * TICK), version=1)


def _closed(now: datetime) -> dict[str, Invitation]:
    """One of each kind, each good for a day if it were not closed."""
    accepted, revoked, expired = (_letter(now, number) for number in (11, 12, 13))
    accepted.accept(now - HOUR / 2)
    revoked.revoke(now - HOUR / 2)
    expired.expire(now + 2 * DAY)
    letters = {"accepted": accepted, "revoked": revoked, "expired": expired}
    return {name: Invitation(each.state, version=2) for name, each in letters.items()}


# Task 1: seats_left


def _people(now: datetime) -> dict[str, User]:
    """By name, as they are called in texts."""
    ada, deactivated, deleted, restored, both = (user(n, now=now - DAY) for n in range(1, 6))
    deactivated.deactivate(now - HOUR)
    deleted.delete(now - HOUR)
    restored.delete(now - HOUR)
    restored.restore(now)
    both.deactivate(now - HOUR)
    both.delete(now)
    people = {"ada": ada, "deactivated": deactivated, "deleted": deleted, "restored": restored}
    return people | {"deleted_while_deactivated": both}


@check(task=1, points=0.25, demands=["live-users"])
def live_users_hold_a_seat(answer: Answer, now: datetime) -> None:
    """A live user holds a seat; a deleted one does not.

    A deleted user is stored on, for the day when somebody restores them. Chapter 4, "A free seat".
    """
    known: Known = {"tenant": TENANT, "now": now, **_people(now)}
    for users, wanted in (
        ("[]", 5),
        ("[ada]", 4),
        ("[ada, deleted]", 4),
        ("[deleted_while_deactivated]", 5),
        ("[restored, deleted, ada]", 3),
    ):
        answer.gives(f"seats_left(tenant, {users}, [], now)", wanted, **known)


@check(task=1, points=0.25, demands=["deactivated"])
def deactivated_users_hold_a_seat(answer: Answer, now: datetime) -> None:
    """A deactivated user holds a seat.

    They may be back tomorrow, and their seat is paid for. Chapter 4, "A free seat".
    """
    known: Known = {"tenant": TENANT, "now": now, **_people(now)}
    answer.gives("seats_left(tenant, [deactivated], [], now)", 4, **known)
    answer.gives("seats_left(tenant, [ada, deactivated], [], now)", 3, **known)


@check(task=1, points=0.25, demands=["open-invitations"])
def open_invitations_hold_a_seat(answer: Answer, now: datetime) -> None:
    """A pending invitation holds a seat, and a closed one none.

    Whoever accepted is among the users. Chapter 3, "State moves only together with an event".
    """
    known: Known = {"tenant": TENANT, "now": now, "pending": _letter(now), **_closed(now)}
    known |= {"good_for_long": _letter(now, 2, ago=90 * DAY, left=DAY)}
    for letters, wanted in (
        ("[pending]", 4),
        ("[pending, good_for_long]", 3),
        ("[accepted]", 5),
        ("[revoked]", 5),
        ("[expired]", 5),
        ("[revoked, pending, expired, accepted]", 4),
    ):
        answer.gives(f"seats_left(tenant, [], {letters}, now)", wanted, **known)


@check(task=1, points=0.25, demands=["late-hold-none"], needs=["open-invitations"])
def late_invitations_hold_no_seat(answer: Answer, now: datetime) -> None:
    """An invitation whose time is over holds no seat, whether or not somebody has called `expire`.

    Nobody comes by at midnight to turn a late one from pending to expired. Chapter 3, "One fact
    each, and one that follows".
    """
    known: Known = {"tenant": TENANT, "now": now, "in_time": _letter(now, 1)}
    known |= {"late": _letter(now, 2, ago=HOUR + TICK, left=-HOUR)}
    known |= {"long_over": _letter(now, 3, ago=900 * DAY, left=-600 * DAY)}
    why = "It is pending, and its time is over."
    for letters, wanted in (("[long_over]", 5), ("[late]", 5), ("[late, in_time, long_over]", 4)):
        answer.gives(f"seats_left(tenant, [], {letters}, now)", wanted, why, **known)


@check(task=1, points=0.25, demands=["first-moment"], needs=["open-invitations", "late-hold-none"])
def the_end_is_the_first_moment_too_late(answer: Answer, now: datetime) -> None:
    """An invitation holds its seat until `expires_at`, and not at that moment.

    Then it is in time or over, and never both. A moment is the same in every zone.
    """
    why = "`end` is `expires_at`, the first moment at which it is too late."
    for zone in (now.tzinfo, TOKYO, DENVER):
        end = (now + DAY).astimezone(zone)
        known: Known = {"tenant": TENANT, "pending": _letter(now), "end": end, "tick": TICK}
        answer.gives("seats_left(tenant, [], [pending], end - tick)", 4, why, **known)
        answer.gives("seats_left(tenant, [], [pending], end)", 5, why, **known)


@check(task=1, points=0.25, demands=["never-less"])
def seats_left_are_never_less_than_none(answer: Answer, now: datetime) -> None:
    """In a company that is too full, no seat is left: 0, and not less.

    "-2 seats left" on a page is a letter to support. Chapter 4, "A free seat", does the same.
    """
    for users, letters, wanted in ((2, 2, 1), (3, 2, 0), (4, 3, 0), (7, 0, 0), (0, 7, 0)):
        answer.gives(
            f"seats_left(tenant, users({users}), invitations({letters}), now)",
            wanted,
            tenant=TENANT,
            now=now,
            users=lambda count: [user(number, now=now) for number in range(count)],
            invitations=lambda count: [_letter(now, number) for number in range(count)],
        )


@check(task=1, points=0.25, demands=["no-limit"])
def no_limit_is_none(answer: Answer, now: datetime) -> None:
    """Without a limit the answer is `None`, however many there are.

    Three doors of the chapter crashed, or let in by chance, when the first such customer came.
    Chapter 4, "One more `if`, or into the user".
    """
    known: Known = {"no_limit": NO_LIMIT, "now": now, "pending": _letter(now)}
    answer.gives("seats_left(no_limit, [], [], now)", None, **known)
    answer.gives("seats_left(no_limit, [ada], [pending], now)", None, ada=user(now=now), **known)


@check(task=1, points=0.25, demands=["only-answers"])
def a_question_changes_nothing(answer: Answer, now: datetime) -> None:
    """Users and invitations are what they were, and so are their lists.

    A page asks how many seats are left, each time that somebody opens it. Whoever stores what it
    held would find a change that nobody made.
    """
    users = [*_people(now).values()]
    invitations = [_letter(now, 2, ago=DAY, left=-HOUR), _letter(now, 1), *_closed(now).values()]
    asked: list[User | Invitation] = [*users, *invitations]
    before = [(each.state, each.has_changed) for each in asked]
    call = "seats_left(tenant, users, invitations, now)"
    answer.value(call, tenant=TENANT, users=users, invitations=invitations, now=now)
    for each, (state, has_changed) in zip(asked, before, strict=True):
        name = f"the {type(each).__name__.lower()} of `{each.state.email.text}`"
        holds = each.state == state and each.has_changed == has_changed
        require(holds, f"`{call}` changed {name}; it only answers.")


# Task 2: admit, admit_in_turn


def _status_is(guest: Invitation, status: str, why: str) -> None:
    found = guest.state.status.value
    require(found == status, f"{why} the invitation is `{found}`; it should be `{status}`.")


@check(task=2, points=0.25, demands=["accepts"])
def a_guest_with_a_seat_is_accepted(answer: Answer, now: datetime) -> None:
    """A guest is let in on any free seat, the last one among them, and where there is no limit.

    The guest is not counted in `used`: four live users leave one seat of five. What has happened is
    in the invitation, so there is nothing to return.
    """
    for used, tenant in ((0, TENANT), (4, TENANT), (0, NO_LIMIT), (1000, NO_LIMIT)):
        guest, call = _letter(now), f"admit(guest, tenant, used={used}, now=now)"
        known: Known = {"guest": guest, "tenant": tenant, "now": now}
        answer.gives(call, None, **known)
        _status_is(guest, "accepted", f"After `{call}`")
        wanted = [InvitationAccepted(at=now, invitation_id=guest.state.id)]
        answer.gives("guest.stored()", wanted, f"`{call}` was called before.", guest=guest)


@check(task=2, points=0.25, demands=["seats-taken"])
def without_a_seat_nobody_is_let_in(answer: Answer, now: datetime) -> None:
    """In a full company a guest is refused; in one that is too full as well.

    "Not equal to five" lets everybody in, once somebody else has let a sixth in. Chapter 4, "One
    more `if`, or into the user".
    """
    for used in (500, 6, 5):
        known: Known = {"guest": _letter(now), "tenant": TENANT, "now": now}
        answer.raises(f"admit(guest, tenant, used={used}, now=now)", SeatsTaken, **known)
    one_seat: Known = {"guest": _letter(now), "tenant": replace(TENANT, seats=1), "now": now}
    answer.raises("admit(guest, tenant, used=1, now=now)", SeatsTaken, **one_seat)


@check(task=2, points=0.25, demands=["admit-closed"])
def a_closed_invitation_lets_nobody_in(answer: Answer, now: datetime) -> None:
    """An invitation that is closed or too late is refused.

    The invitation knows that itself: it is a rule about one of them. Chapter 4, "Where does a
    rule belong?".
    """
    guests = _closed(now)
    guests["late"] = _letter(now, ago=DAY, left=-HOUR)
    guests["just_over"] = _letter(now, left=0 * HOUR)
    for name, guest in guests.items():
        for tenant in (TENANT, NO_LIMIT):
            known: Known = {name: guest, "tenant": tenant, "now": now}
            answer.raises(f"admit({name}, tenant, used=0, now=now)", InvitationClosed, **known)


@check(task=2, points=0.25, demands=["as-many"], needs=["seats-taken"])
def as_many_are_let_in_as_there_are_seats(answer: Answer, now: datetime) -> None:
    """As many are let in as there are seats, and all of them where there is no limit.

    Each question has to count those who heard yes before. Chapter 4, "One more `if`, or into the
    user", shows what happens otherwise.
    """
    for used, tenant, wanted in (
        (0, TENANT, 5),
        (2, TENANT, 3),
        (4, TENANT, 1),
        (5, TENANT, 0),
        (6, TENANT, 0),
        (9, NO_LIMIT, 7),
    ):
        guests = [_letter(now, number, ago=(9 - number) * HOUR) for number in range(7)]
        call, _ = _let_in(answer, now, guests, tenant, used)
        found = sum(guest.state.status is Status.ACCEPTED for guest in guests)
        require(found == wanted, f"After `{call}` {found} are in; it should be {wanted}.")


@check(task=2, points=0.25, demands=["turn"], needs=["as-many"])
def the_turn_is_that_of_the_letters(answer: Answer, now: datetime) -> None:
    """Seats go to those whose letters were sent first.

    A list is sorted by whatever somebody sorted it by, and who expires first was not asked first.
    """
    guests = [
        _letter(now, 5, "faraday", ago=3 * HOUR, left=2 * HOUR),
        _letter(now, 1, "dickens", ago=5 * HOUR, left=9 * HOUR),
        _letter(now, 2, "boole", ago=HOUR, left=HOUR),
        _letter(now, 4, "mary", ago=900 * DAY, left=30 * DAY),
        _letter(now, 3, "ada", ago=4 * HOUR, left=3 * HOUR),
    ]
    for used, wanted in ((4, {"mary"}), (3, {"mary", "dickens"}), (2, {"mary", "dickens", "ada"})):
        anew = [Invitation(each.state, 1) for each in guests]
        call, _ = _let_in(answer, now, anew, TENANT, used)
        _are_in(anew, wanted, call)


@check(task=2, points=0.25, demands=["ties"], needs=["as-many"])
def of_one_moment_the_first_in_the_list_comes_first(answer: Answer, now: datetime) -> None:
    """Of letters that were sent at the same moment, the one that stands first comes first.

    Whatever else decides, a name or an id, nobody has been told of. `sorted` keeps the order of
    equals.
    """
    names = "mary", "ada", "faraday", "boole", "dickens"
    for each, numbers in ((names, range(1, 6)), (names[::-1], range(5, 0, -1))):
        guests = [
            _letter(now, number, name, left=number * HOUR)
            for number, name in zip(numbers, each, strict=True)
        ]
        call, _ = _let_in(answer, now, guests, TENANT, 3)
        _are_in(guests, set(each[:2]), call)


@check(task=2, points=0.25, demands=["returned-order"], needs=["as-many", "turn", "ties"])
def who_is_let_in_is_returned_in_turn(answer: Answer, now: datetime) -> None:
    """A list of those who were let in is returned, in their turn.

    Whoever greets them has one list to go by, and need not ask again who came first.
    """
    guests = [
        _letter(now, number, name, ago=hours * HOUR)
        for number, (name, hours) in enumerate(
            [("faraday", 3), ("dickens", 5), ("boole", 1), ("mary", 5), ("ada", 4)]
        )
    ]
    for used, tenant, wanted in (
        (2, TENANT, ["dickens", "mary", "ada"]),
        (5, TENANT, []),
        (2, NO_LIMIT, ["dickens", "mary", "ada", "faraday", "boole"]),
    ):
        anew = [Invitation(each.state, 1) for each in guests]
        call, returned = _let_in(answer, now, anew, tenant, used)
        is_list = isinstance(returned, list)
        require(is_list, f"`{call}` gave `{shown(returned)}`; it should give a list.")
        found = [_name(each) for each in returned]
        require(found == wanted, f"`{call}` let in {found}; it should be {wanted}.")
        theirs = all(any(each is guest for guest in anew) for each in returned)
        require(theirs, f"`{call}` gave copies; it should give the invitations that it was given.")


@check(task=2, points=0.25, demands=["passed-over"])
def who_is_refused_is_passed_over(answer: Answer, now: datetime) -> None:
    """A closed or late invitation is no error: it is passed over, and the next one is asked.

    One letter that came too late must not send home whoever stands behind it.
    """
    late = _letter(now, 6, "late", ago=9 * DAY, left=-HOUR)
    for refused in (late, *_closed(now).values()):
        guests = [_letter(now, 1, "boole"), refused, _letter(now, 2, "ada", ago=99 * DAY)]
        was_in = {_name(each) for each in guests if each.state.status is Status.ACCEPTED}
        call, _ = _let_in(answer, now, guests, NO_LIMIT, 0)
        _are_in(guests, {"boole", "ada"} | was_in, call, refused.state.status.value)


@check(task=2, points=0.25, demands=["takes-no-seat"], needs=["as-many", "turn", "passed-over"])
def who_is_refused_takes_no_seat(answer: Answer, now: datetime) -> None:
    """A closed or late invitation takes no seat, whether it stands before the others or behind.

    Only those who came in sit anywhere; whoever accepted before is among the users, and counted.
    """
    late = _letter(now, 6, "late", ago=9 * DAY, left=-HOUR)
    for refused in (late, *_closed(now).values()):
        for ago in (HOUR, 9 * DAY):
            guests = [
                _letter(now, number, name, ago=ago)
                for number, name in ((1, "boole"), (2, "ada"), (3, "mary"))
            ]
            guests.insert(1, Invitation(refused.state, 1))
            was_in = {_name(each) for each in guests if each.state.status is Status.ACCEPTED}
            call, _ = _let_in(answer, now, guests, TENANT, 3)
            _are_in(guests, {"boole", "ada"} | was_in, call, refused.state.status.value)


@check(task=2, points=0.25, demands=["refused-unchanged"], needs=["seats-taken", "admit-closed"])
def a_refusal_changes_nothing(answer: Answer, now: datetime) -> None:
    """Whoever is refused, by either function, keeps an invitation that has not changed.

    Somebody may catch the refusal, go on, and store what they hold: a seat that was never given
    is then taken for good.
    """
    guests = {
        "guest": _letter(now, 1),
        "late": _letter(now, 2, ago=DAY, left=-HOUR),
        **_closed(now),
    }
    for name, guest in guests.items():
        for used in (0, 5, 6) if name != "guest" else (5, 6):
            known: Known = {"tenant": TENANT, "now": now, name: guest}
            before = guest.state
            for call in (
                f"admit({name}, tenant, used={used}, now=now)",
                f"admit_in_turn([{name}], tenant, used={used}, now=now)",
            ):
                _even_if_refused(answer, call, known)
                require(
                    guest.state == before and not guest.has_changed,
                    f"`{call}` refused the guest, and the invitation is"
                    f" `{guest.state.status.value}` now; it should be as it was.",
                )


@check(task=2, points=0.25, demands=["other-errors"])
def other_errors_go_through(answer: Answer, now: datetime) -> None:
    """An error that is no refusal goes through both functions, as it is.

    A guest who is sent home by a fault of ours is told a lie, and nobody hears of the fault.
    """
    error = Unforeseen("the disk is full")

    class Broken(Invitation):
        def accept(self, now: datetime) -> None:
            raise error

    for call in (
        "admit(guest, tenant, used=0, now=now)",
        "admit_in_turn([guest], tenant, used=0, now=now)",
    ):
        known: Known = {"tenant": TENANT, "now": now}
        _even_if_refused(answer, call, known | {"guest": _letter(now)})  # it is written
        answer.lets_through(call, error, guest=_letter(now, kind=Broken), **known)


class Unforeseen(Exception):
    """Nobody knows it."""


@check(task=2, points=0.25, demands=["list-stays"])
def the_list_stays_as_it_is(answer: Answer, now: datetime) -> None:
    """The list that is given has the same invitations in the same order afterwards.

    It belongs to whoever gave it, and they may be in the midst of it. `sorted` makes another list.
    """
    guests = [_letter(now, number, ago=number * HOUR) for number in range(7)]
    call = "admit_in_turn(guests, tenant, used=2, now=now)"
    answer.value(call, guests=guests, tenant=TENANT, now=now)


def _even_if_refused(answer: Answer, call: str, known: Known) -> None:
    try:
        answer.value(call, **known)
    except Wrong as wrong:
        if not isinstance(wrong.__cause__, DomainError):
            raise


def _let_in(
    answer: Answer, now: datetime, guests: list[Invitation], tenant: Tenant, used: int
) -> tuple[str, Any]:
    """The call as one would tell of it, and what it gave. It gets a list of its own."""
    call = f"admit_in_turn([*guests], tenant, used={used}, now=now)"
    returned = answer.value(call, guests=guests, tenant=tenant, now=now)
    return call, returned


def _are_in(guests: list[Invitation], wanted: set[str], call: str, of: str = "") -> None:
    """Requires that these are accepted afterwards, and no others."""
    sent = ", ".join(_name(guest) for guest in guests)
    found = sorted(_name(each) for each in guests if each.state.status is Status.ACCEPTED)
    kind = f", one of them {of}" if of else ""
    said = f"After `{call}` with {sent}{kind}, {found} are in"
    require(found == sorted(wanted), f"{said}; it should be {sorted(wanted)}.")


def _name(guest: Invitation) -> str:
    return guest.state.email.text.partition("@")[0]


# Task 3: read_guests

_ADA, _MARY, _BOOLE = "ada@example.com", "mary@example.com", "boole@example.com"
Refused = Sequence[tuple[int, type[DomainError]]]


def _reasons(answer: Answer, text: str, **known: object) -> Sequence[DomainError]:
    """Of a list that must be refused: alone, or several at once."""
    try:
        got = answer.value(text, EmailAddress=EmailAddress, **known)
    except Wrong as wrong:
        cause = wrong.__cause__
        if isinstance(cause, Rejected):
            return cause.reasons
        if isinstance(cause, DomainError):
            return [cause]
        raise
    raise Wrong(f"`{text}` gave `{shown(got)}`; it should be refused.")


def _refuses(
    answer: Answer,
    lines: list[str],
    wanted: Refused,
    invited: str = "frozenset()",
    *,
    in_order: bool = False,
) -> None:
    """Requires these refusals, each at its line."""
    text = f"read_guests({lines}, {invited})"
    got = [(each.path, type(each)) for each in _reasons(answer, text)]
    should = [((position, "email"), kind) for position, kind in wanted]
    holds = got == should if in_order else sorted(got, key=str) == sorted(should, key=str)
    require(holds, f"`{text}` refused {_told(got)}; it should refuse {_told(should)}.")


def _told(reasons: Iterable[tuple[Path, type[DomainError]]]) -> str:
    return ", ".join(f"`{path}` with `{kind.__name__}`" for path, kind in reasons)


def _clash(*positions: int) -> Refused:
    return [(position, AlreadyInvited) for position in positions]


def _no_email(*positions: int) -> Refused:
    return [(position, InvalidValue) for position in positions]


@check(task=3, points=0.5, demands=["returns-emails"])
def a_good_list_comes_back_as_emails(answer: Answer) -> None:
    """A list with nothing wrong comes back as emails, in order, each as it was typed.

    What has been read is a value from here on, and nobody asks again whether it is an email.
    """
    for lines in ([], ["Boole@example.com", _ADA, "ada@example.org"]):
        answer.gives(f"read_guests({lines}, frozenset())", [EmailAddress(line) for line in lines])
        text = f"[each.text for each in read_guests({lines}, frozenset())]"
        answer.gives(text, lines)
    invited = f"frozenset({{EmailAddress({_ADA!r})}})"
    known: Known = {"EmailAddress": EmailAddress}
    answer.gives(f"read_guests([], {invited})", [], **known)
    answer.gives(f"read_guests([{_MARY!r}], {invited})", [EmailAddress(_MARY)], **known)


@check(task=3, points=0.5, demands=["no-email"], needs=["path"])
def what_is_no_email_is_refused(answer: Answer) -> None:
    """A line that is no email is refused as `EmailAddress` refuses it.

    Which lines are emails, `EmailAddress` says, and nobody else: not for one that has a blank
    around it, and not for one that is empty.
    """
    for line in ("nonsense", "", f" {_ADA}", f"{_ADA}\n", f"{'a' * 65}@example.com"):
        _refuses(answer, [_MARY, line], [(1, InvalidValue)])
        text = f"read_guests([{_MARY!r}, {line!r}], frozenset())"
        said, should = str(_reasons(answer, text)[0]), str(_refusal(line))
        require(said == should, f"`{text}` says `{said}`; `EmailAddress` says `{should}`.")


def _refusal(line: str) -> InvalidValue:
    try:
        EmailAddress(line)
    except InvalidValue as refusal:
        return refusal
    raise ValueError(line)


@check(task=3, points=0.5, demands=["every-line"], needs=["path"])
def every_line_of_a_clash_is_refused(answer: Answer) -> None:
    """Every line of a clash is refused, the first as well.

    In a list that one person sends, nobody came first: the machine can't know which line is right.
    Chapter 4, "Nobody twice in one list", where it can.
    """
    _refuses(answer, [_ADA, _MARY, _ADA], _clash(0, 2))
    _refuses(answer, [_ADA, _ADA, _MARY], _clash(0, 1))
    _refuses(answer, [_ADA, _BOOLE, _ADA, _BOOLE, _ADA, _MARY], _clash(*range(5)))


@check(task=3, points=0.5, demands=["equal-emails"], needs=["path", "every-line"])
def spellings_of_one_email_clash(answer: Answer) -> None:
    """Two spellings of one email clash.

    Which spellings are one email, `EmailAddress` says, and nobody else. Chapter 2, "Many
    spellings, one key".
    """
    for first, second in (
        (_ADA, "ADA@Example.com"),
        ("strasse@example.com", "stra\u00dfe@example.com"),
        (_ADA, "\uff41da@example.com"),
    ):
        _refuses(answer, [first, second, _MARY], _clash(0, 1))


@check(task=3, points=0.5, demands=["invited"], needs=["path"])
def who_is_invited_is_refused(answer: Answer) -> None:
    """A line whose email has an invitation already is refused, however it is spelled.

    One email has one pending invitation. Chapter 2, "Many spellings, one key".
    """
    for spelling in (_ADA, "Ada@Example.com"):
        invited = f"frozenset({{EmailAddress({spelling!r}), EmailAddress({_BOOLE!r})}})"
        _refuses(answer, [_MARY, _ADA], _clash(1), invited)
        _refuses(answer, [_ADA, _MARY, _BOOLE], _clash(0, 2), invited)


@check(task=3, points=0.25, demands=["once"], needs=["path", "every-line"])
def no_line_is_refused_twice(answer: Answer) -> None:
    """A line that stands twice and has an invitation is refused once.

    A line with two refusals looks like two mistakes. Whoever mends one looks for the other.
    """
    invited = f"frozenset({{EmailAddress({_ADA!r})}})"
    _refuses(answer, [_ADA, _MARY, _ADA], _clash(0, 2), invited)


@check(task=3, points=0.25, demands=["path"])
def the_path_leads_to_the_line(answer: Answer) -> None:
    """Each refusal leads to its line and to the email in it; positions count from 0.

    The page shows it beside the line. Chapter 2, "A refusal that leads to the place".
    """
    for lines, last in (
        (["nonsense"], 0),
        ([_MARY, _ADA, "nonsense", _BOOLE], 2),
        ([_MARY, _ADA, _BOOLE, _ADA], 3),
    ):
        text = f"read_guests({lines}, frozenset())"
        got = _reasons(answer, text)[-1].path
        should = f"it should be `{(last, 'email')}`"
        require(got == (last, "email"), f"`{text}` last refused the path `{got}`; {should}.")


@check(task=3, points=0.5, demands=["all-at-once"], needs=["path", "every-line"])
def all_that_is_wrong_is_told_at_once(answer: Answer) -> None:
    """All that is wrong with a list is told at once: lines that are no email, and clashes.

    Whoever mends one line and is then told of the next would have preferred the list. Chapter 2,
    "All refusals at once".
    """
    lines = [_ADA, "nonsense", _MARY, "", _ADA, "nonsense"]
    _refuses(answer, lines, [*_no_email(1, 3, 5), *_clash(0, 4)])
    invited = f"frozenset({{EmailAddress({_BOOLE!r})}})"
    _refuses(answer, [_BOOLE, "nonsense"], [*_no_email(1), *_clash(0)], invited)


@check(task=3, points=0.5, demands=["in-order"], needs=["path", "every-line", "all-at-once"])
def refusals_stand_in_the_order_of_the_lines(answer: Answer) -> None:
    """The refusals are in the order of the lines.

    Grace goes through her list once, from above, with the refusals beside it.
    """
    lines = [_ADA, "nonsense", _MARY, "", _ADA]
    wanted = [*_clash(0), *_no_email(1, 3), *_clash(4)]
    _refuses(answer, lines, wanted, in_order=True)
    lines = [_BOOLE, _ADA, "nonsense", *[_MARY] * 9, _ADA, _BOOLE]
    wanted = [*_clash(0, 1), *_no_email(2), *_clash(*range(3, 14))]
    _refuses(answer, lines, wanted, in_order=True)
    invited = f"frozenset({{EmailAddress({_BOOLE!r})}})"
    _refuses(answer, [_ADA, _BOOLE, _ADA], _clash(0, 1, 2), invited, in_order=True)


@check(task=3, points=0.25, demands=["alone-or-rejected"], needs=["path"])
def an_only_refusal_is_raised_as_it_is(answer: Answer) -> None:
    """An only refusal is raised as it is, and several as one `Rejected`.

    Doors know both: an only one has its own code. Chapter 2, "All refusals at once".
    """
    known: Known = {"EmailAddress": EmailAddress}
    answer.refuses("read_guests(['nonsense'], frozenset())", InvalidValue, (0, "email"), **known)
    text = f"read_guests([{_MARY!r}, {_ADA!r}], frozenset({{EmailAddress({_ADA!r})}}))"
    answer.refuses(text, AlreadyInvited, (1, "email"), **known)
    answer.raises("read_guests(['nonsense', 'nonsense'], frozenset())", Rejected, **known)


@check(task=3, points=0.25, demands=["lines-stay"])
def the_lines_stay_as_they_are(answer: Answer) -> None:
    """The list that is given has the same lines in the same order afterwards, refused or not.

    It belongs to whoever gave it, who shows the refusals beside its lines.
    """
    for lines in ([_MARY, "Ada@example.com", _BOOLE], [_MARY, "nonsense", _BOOLE, _MARY]):
        before = list(lines)
        text = "read_guests(lines, frozenset())"
        try:
            answer.value(text, lines=lines)
        except Wrong as wrong:
            if not isinstance(wrong.__cause__, DomainError):
                raise
        require(lines == before, f"`{text}` changed `lines`, {before}, to {lines}; it stays.")


@check(task=3, points=0.5, demands=["not-the-square"])
def long_lists_take_their_length(answer: Answer) -> None:
    """The work grows with the number of lines, not with its square.

    A list of 400 lines has 79,800 pairs, and one of 10,000 has 50 million. A set finds its member
    without asking the others.
    """
    with _counting() as looks:
        lines = [f"guest{number}@example.com" for number in range(LINES)]
        invited = frozenset(EmailAddress(f"in{line}") for line in lines)
        for call, given in (
            ("read_guests([*lines], frozenset())", lines),
            ("read_guests([*lines], invited)", lines),
            ("read_guests([*lines], frozenset())", lines[: LINES // 2] * 2),
            ("read_guests([*lines], frozenset())", [_ADA] * LINES),
        ):
            looks[0] = 0
            _even_if_refused(answer, call, {"lines": given, "invited": invited})
            require(
                looks[0] <= MOST * LINES,
                f"`{call}` of {LINES} lines made, compared or hashed emails {looks[0]:,} times; it"
                f" should be at most {MOST * LINES:,}: {MOST} times a line.",
            )


LINES, MOST = 400, 30


class _Counted(str):
    """A key that counts how often it is looked at."""

    looks: ClassVar[list[int]] = [0]

    def _note(self) -> None:
        self.looks[0] += 1

    def __eq__(self, other: object) -> bool:
        self._note()
        return super().__eq__(other)

    def __hash__(self) -> int:
        self._note()
        return super().__hash__()

    def __lt__(self, other: str) -> bool:
        self._note()
        return super().__lt__(other)


@contextmanager
def _counting() -> Iterator[list[int]]:
    """Every email that is made meanwhile has such a key."""
    key_of = values.mailbox_key

    def counted(text: str) -> str:
        key = _Counted(key_of(text))
        key._note()
        return key

    _Counted.looks = looks = [0]
    with patch.object(values, "mailbox_key", counted):
        yield looks
