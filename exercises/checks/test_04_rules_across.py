"""What the answers to exercise 4 must do: seats that are left, guests in turn, a list read."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any, ClassVar
from unittest.mock import patch

from course.grading.checks import Answer, Wrong, check, require
from exercises.checks.worlds import NOW, TENANT, WEEK, invitation, user
from exercises.invitations.entities import Invitation, Status
from exercises.invitations.errors import AlreadyInvited, InvitationClosed
from reference_app.domain import values
from reference_app.domain.errors import DomainError, InvalidValue, Path, Rejected, SeatsTaken
from reference_app.domain.tenants import Tenant
from reference_app.domain.values import EmailAddress

HOUR = timedelta(hours=1)
TICK = timedelta(microseconds=1)
NO_LIMIT = replace(TENANT, seats=None)
Known = dict[str, Any]

# Task 1: seats_left


@check(task=1, points=0.5)
def live_users_hold_a_seat(answer: Answer) -> None:
    """A live user holds a seat, a deactivated one too; a deleted one does not.

    Whoever is deactivated may be back tomorrow and has paid for it. Chapter 4, "A free seat".
    """
    ada, deactivated, deleted = user(1), user(2), user(3)
    deactivated.deactivate(NOW)
    deleted.delete(NOW)
    known: Known = {"tenant": TENANT, "ada": ada, "NOW": NOW}
    answer.gives("seats_left(tenant, [], [], NOW)", 5, **known)
    answer.gives("seats_left(tenant, [ada], [], NOW)", 4, **known)
    answer.gives("seats_left(tenant, [ada, deleted], [], NOW)", 4, **known, deleted=deleted)
    both: Known = {"deactivated": deactivated, "deleted": deleted}
    answer.gives("seats_left(tenant, [ada, deactivated, deleted], [], NOW)", 3, **known, **both)


@check(task=1, points=0.5)
def open_invitations_hold_a_seat(answer: Answer) -> None:
    """An invitation holds a seat while it can be accepted, and not a moment longer.

    Nobody comes by at midnight to turn a late one from pending to expired, and whoever accepted
    is among the users. Chapter 3, "State moves only together with an event".
    """
    pending, accepted, revoked = invitation(1), invitation(2), invitation(3)
    accepted.accept(NOW)
    revoked.revoke(NOW)
    known: Known = {"tenant": TENANT, "NOW": NOW, "pending": pending}
    answer.gives("seats_left(tenant, [], [pending], NOW)", 4, **known)
    closed: Known = {"accepted": accepted, "revoked": revoked}
    answer.gives("seats_left(tenant, [], [pending, accepted, revoked], NOW)", 4, **known, **closed)
    ends: Known = {"END": NOW + WEEK, "TICK": TICK}
    answer.gives("seats_left(tenant, [], [pending], END - TICK)", 4, **known, **ends)
    answer.gives("seats_left(tenant, [], [pending], END)", 5, **known, **ends)


@check(task=1, points=0.5)
def seats_left_are_never_less_than_none(answer: Answer) -> None:
    """In a company that is too full, no seat is left: 0, and not less.

    "-2 seats left" on a page is a letter to support. Chapter 4, "A free seat", does the same.
    """
    for users, letters, wanted in ((2, 2, 1), (3, 2, 0), (4, 3, 0), (7, 0, 0)):
        answer.gives(
            f"seats_left(tenant, users({users}), invitations({letters}), NOW)",
            wanted,
            tenant=TENANT,
            NOW=NOW,
            users=lambda count: [user(number) for number in range(count)],
            invitations=lambda count: [invitation(number) for number in range(count)],
        )


@check(task=1, points=0.5)
def no_limit_is_none(answer: Answer) -> None:
    """Without a limit the answer is `None`, however many there are.

    Three doors of the chapter crashed, or let in by chance, when the first such customer came.
    Chapter 4, "One more `if`, or into the user".
    """
    known: Known = {"no_limit": NO_LIMIT, "ada": user(), "pending": invitation(), "NOW": NOW}
    answer.gives("seats_left(no_limit, [], [], NOW)", None, **known)
    answer.gives("seats_left(no_limit, [ada], [pending], NOW)", None, **known)


# Task 2: admit, admit_in_turn


@check(task=2, points=0.5)
def a_guest_with_a_seat_is_accepted(answer: Answer) -> None:
    """A guest is let in on any free seat, the last one among them, and where there is no limit.

    The guest is not counted in `used`: four live users leave one seat of five.
    """
    for used, tenant in ((0, TENANT), (4, TENANT), (1000, NO_LIMIT)):
        guest = invitation()
        known: Known = {"guest": guest, "tenant": tenant, "NOW": NOW + HOUR}
        answer.gives(f"admit(guest, tenant, used={used}, now=NOW)", None, **known)
        answer.gives("guest.state.status.value", "accepted", "`admit` accepts it.", guest=guest)
        answer.gives("guest.state.updated_at", NOW + HOUR, "That is `now`.", guest=guest)


@check(task=2, points=0.5)
def without_a_seat_nobody_is_let_in(answer: Answer) -> None:
    """In a full company a guest is refused; in one that is too full as well.

    "Not equal to five" lets everybody in, once somebody else has let a sixth in. Chapter 4, "One
    more `if`, or into the user".
    """
    for used in (5, 6, 500):
        known: Known = {"guest": invitation(), "tenant": TENANT, "NOW": NOW}
        answer.raises(f"admit(guest, tenant, used={used}, now=NOW)", SeatsTaken, **known)


@check(task=2, points=0.5)
def a_closed_invitation_lets_nobody_in(answer: Answer) -> None:
    """An invitation that is closed or too late is refused.

    The invitation knows that itself: it is a rule about one of them. Chapter 4, "Where does a
    rule belong?".
    """
    accepted, revoked, late = invitation(1), invitation(2), invitation(3)
    accepted.accept(NOW)
    revoked.revoke(NOW)
    for name, guest in (("accepted", accepted), ("revoked", revoked)):
        known: Known = {name: guest, "tenant": TENANT, "NOW": NOW}
        answer.raises(f"admit({name}, tenant, used=0, now=NOW)", InvitationClosed, **known)
    known = {"late": late, "tenant": TENANT, "END": NOW + WEEK}
    answer.raises("admit(late, tenant, used=0, now=END)", InvitationClosed, **known)


@check(task=2, points=0.5)
def a_refusal_changes_nothing(answer: Answer) -> None:
    """Whoever is refused keeps an invitation that has not changed.

    Somebody may catch the refusal, go on, and store what they hold: a seat that was never given
    is then taken for good.
    """
    for used, now in ((5, "NOW"), (0, "END"), (5, "END")):
        guest = invitation()
        before = guest.state
        call = f"admit(guest, tenant, used={used}, now={now})"
        _refused(answer, call, guest=guest, tenant=TENANT, NOW=NOW, END=NOW + WEEK)
        require(
            guest.state == before and not guest.has_changed,
            f"`{call}` refused the guest, and the invitation is `{guest.state.status.value}` now;"
            " it should be as it was.",
        )


def _refused(answer: Answer, call: str, **known: object) -> None:
    """Requires one of the two refusals, either of them."""
    try:
        answer.value(call, **known)
    except Wrong as wrong:
        if isinstance(wrong.__cause__, SeatsTaken | InvitationClosed):
            return
        raise
    require(False, f"`{call}` let the guest in; it should raise.")


@check(task=2, points=0.5)
def seats_are_given_in_turn(answer: Answer) -> None:
    """As many are let in as there are seats, by the time of their letters.

    Each question has to count those who heard yes before. Chapter 4, "One more `if`, or into the
    user", shows what happens otherwise.
    """
    five = ("faraday", 3), ("dickens", 5), ("boole", 1), ("mary", 5), ("ada", 4)
    for used, tenant, wanted in (
        (2, TENANT, ["dickens", "mary", "ada"]),
        (4, TENANT, ["dickens"]),
        (6, TENANT, []),
        (2, NO_LIMIT, ["dickens", "mary", "ada", "faraday", "boole"]),
    ):
        _gives_seats(answer, _guests(*five), tenant, used, wanted)


@check(task=2, points=0.5)
def who_is_refused_takes_no_seat(answer: Answer) -> None:
    """A closed or late invitation is passed over: it takes no seat, and the next one is asked.

    One letter that came too late must not send home whoever stands behind it.
    """
    guests = _guests(
        ("boole", 1), ("ada", 2), ("dickens", 3), ("revoked", 4), ("faraday", 5), ("late", 200)
    )
    guests[3].revoke(NOW)
    _gives_seats(answer, guests, TENANT, 2, ["faraday", "dickens", "ada"])


def _gives_seats(
    answer: Answer, guests: list[Invitation], tenant: Tenant, used: int, wanted: list[str]
) -> None:
    before = {_name(guest): guest.state for guest in guests}
    call = f"[name(each) for each in admit_in_turn(guests, tenant, used={used}, now=NOW)]"
    answer.gives(call, wanted, guests=guests, tenant=tenant, NOW=NOW, name=_name)
    for guest in guests:
        name = _name(guest)
        said = f"After `admit_in_turn` {name}'s invitation is `{guest.state.status.value}`"
        if name in wanted:
            holds = guest.state.status is Status.ACCEPTED
            require(holds, f"{said}; {name} was let in, so it should be `accepted`.")
        else:
            holds = guest.state == before[name]
            require(holds, f"{said}; {name} was not let in, so it should be as it was.")


def _guests(*names: tuple[str, int]) -> list[Invitation]:
    """Each with the hours that have passed since the letter was sent."""
    return [
        invitation(number, f"{name}@example.com", now=NOW - HOUR * hours)
        for number, (name, hours) in enumerate(names, start=1)
    ]


def _name(guest: Invitation) -> str:
    return guest.state.email.text.partition("@")[0]


# Task 3: read_guests


@check(task=3, points=0.5)
def a_good_list_comes_back_as_emails(answer: Answer) -> None:
    """A list with nothing wrong comes back as emails, in order, each as it was typed.

    What has been read is a value from here on, and nobody asks again whether it is an email.
    """
    for lines in ([], ["Boole@example.com", "ada@example.com", "ada@example.org"]):
        text = f"[each.text for each in read_guests({lines}, frozenset())]"
        answer.gives(text, lines)


@check(task=3, points=1)
def every_line_of_a_clash_is_refused(answer: Answer) -> None:
    """Every line of a clash is refused, the first as well.

    In a list that one person sends, nobody came first: the machine can't know which line is right.
    Chapter 4, "Nobody twice in one list", where it can.
    """
    clash = [(0, AlreadyInvited), (2, AlreadyInvited)]
    _refuses(answer, ["ada@example.com", "mary@example.com", "ada@example.com"], clash)
    lines = ["ada@example.com", "boole@example.com"] * 2 + ["ada@example.com", "mary@example.com"]
    _refuses(answer, lines, [(position, AlreadyInvited) for position in range(5)])


@check(task=3, points=1)
def spellings_of_one_email_clash(answer: Answer) -> None:
    """Two spellings of one email clash.

    Which spellings are one email, `EmailAddress` says, and nobody else. Chapter 2, "Many
    spellings, one key".
    """
    clash = [(0, AlreadyInvited), (1, AlreadyInvited)]
    for first, second in (
        ("ada@example.com", "ADA@Example.com"),
        ("strasse@example.com", "stra\u00dfe@example.com"),
        ("ada@example.com", "\uff41da@example.com"),
    ):
        _refuses(answer, [first, second, "mary@example.com"], clash)


@check(task=3, points=1)
def all_that_is_wrong_is_told_in_order(answer: Answer) -> None:
    """All that is wrong with a list is told at once, in the order of its lines.

    Grace goes through her list once, from above, with the refusals beside it. Chapter 2, "All
    refusals at once".
    """
    _refuses(answer, ["ada@example.com", "nonsense"], [(1, InvalidValue)])
    lines = ["ada@example.com", "nonsense", "mary@example.com", "", "ADA@example.com", "nonsense"]
    clash, no_email = AlreadyInvited, InvalidValue
    _refuses(answer, lines, [(0, clash), (1, no_email), (3, no_email), (4, clash), (5, no_email)])


@check(task=3, points=1)
def who_is_invited_is_refused_once(answer: Answer) -> None:
    """A line whose email has an invitation already is refused, and once.

    A line with two refusals looks like two mistakes. Whoever mends one looks for the other.
    """
    invited = "frozenset({EmailAddress('Ada@example.com')})"
    _refuses(answer, ["mary@example.com", "ada@example.com"], [(1, AlreadyInvited)], invited)
    lines = ["ada@example.com", "mary@example.com", "ada@example.com"]
    _refuses(answer, lines, [(0, AlreadyInvited), (2, AlreadyInvited)], invited)
    answer.gives(f"[each.text for each in read_guests([], {invited})]", [])


@check(task=3, points=0.5)
def long_lists_take_their_length(answer: Answer) -> None:
    """The work grows with the number of lines, not with its square.

    A list of 200 lines has 19,900 pairs, and one of 10,000 has 50 million. A set finds its member
    without asking the others.
    """
    lines = [f"guest{number}@example.com" for number in range(LINES)]
    with _counting() as looks:
        answer.value("read_guests(lines, frozenset())", lines=lines)
    require(
        looks[0] <= MOST * LINES,
        f"`read_guests` of {LINES} lines made, compared or hashed emails {looks[0]:,} times; it"
        f" should be at most {MOST * LINES:,}: {MOST} times a line.",
    )


LINES, MOST = 200, 30


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
    key_of = values.comparison_key

    def counted(text: str) -> str:
        key = _Counted(key_of(text))
        key._note()
        return key

    _Counted.looks = looks = [0]
    with patch.object(values, "comparison_key", counted):
        yield looks


def _refuses(
    answer: Answer,
    lines: list[str],
    wanted: Sequence[tuple[int, type[DomainError]]],
    invited: str = "frozenset()",
) -> None:
    """Requires these refusals, each at its line."""
    text = f"read_guests({lines}, {invited})"
    known: Known = {"EmailAddress": EmailAddress}
    if len(wanted) == 1:
        ((position, kind),) = wanted
        answer.refuses(text, kind, (position, "email"), **known)
        return
    reasons = answer.raises(text, Rejected, **known).reasons
    got = _told((each.path, type(each)) for each in reasons)
    should = _told(((position, "email"), kind) for position, kind in wanted)
    require(got == should, f"`{text}` refused {got}; it should refuse {should}.")


def _told(reasons: Iterable[tuple[Path, type[DomainError]]]) -> str:
    return ", ".join(f"`{path}` with `{kind.__name__}`" for path, kind in reasons)
