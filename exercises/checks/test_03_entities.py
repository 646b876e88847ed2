"""What the answers to exercise 3 must do: teams, invitations, keys."""

from copy import deepcopy
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from itertools import cycle, product
from typing import Any, Final
from uuid import UUID

from course.grading.checks import FUTURE, PAST, Answer, Wrong, check, require, shown
from course.grading.compare import same
from exercises.invitations.codes import InviteCode
from exercises.invitations.errors import InvitationClosed
from exercises.invitations.events import (
    InvitationAccepted,
    InvitationExpired,
    InvitationId,
    InvitationRevoked,
    InvitationSent,
)
from reference_app.domain.errors import DomainError
from reference_app.domain.ids import TenantId
from reference_app.domain.values import EmailAddress

DAY: Final = timedelta(days=1)
HOUR: Final = timedelta(hours=1)
TICK: Final = timedelta(microseconds=1)
TOKYO: Final = timezone(9 * HOUR)
DENVER: Final = timezone(-7 * HOUR)
# For what would take too long in both. Five, so that each call comes in each of them.
TURNS: Final = (FUTURE, PAST, FUTURE, PAST, PAST)

EQUIVALENT: Final = {
    "2: `id: InvitationId` -> `removed`": "every state has an id: this says only of which kind",
    "3: `id: KeyId` -> `removed`": "every state has an id: this says only of which kind",
}


def _accepted(answer: Answer, call: str, why: str, **names: object) -> None:
    """Calls what must not be refused."""
    try:
        answer.value(call, **names)
    except Wrong as wrong:
        raise Wrong(f"{wrong} {why}") from wrong


def _even_if_refused(answer: Answer, call: str, **names: object) -> None:
    """As a script calls it that notes the refusal and goes on."""
    try:
        answer.value(call, **names)
    except Wrong as wrong:
        if not isinstance(wrong.__cause__, DomainError):
            raise


# Task 1: Team

TEAM: Final = UUID(int=5)


def _team(answer: Answer, now: datetime, name: str = "Engines", *, dissolved: bool = False) -> Any:
    """Born a day before, and perhaps dissolved an hour before."""
    return answer.value(
        "Team(TeamState(id=id, name=name, updated_at=born, dissolved_at=dissolved))",
        id=TEAM,
        name=name,
        born=now - DAY,
        dissolved=now - HOUR if dissolved else None,
    )


def _renamed(answer: Answer, now: datetime, old: str, new: str) -> None:
    """Requires that such a team has the new name then."""
    call, team = f"team.rename({new!r}, now)", _team(answer, now, old)
    wanted = replace(team.state, name=new, updated_at=now)
    answer.value(call, team=team, now=now)
    why = f"`{call}` was called before, on a team named {old!r}."
    answer.gives("team.state.name", new, why, team=team)
    answer.gives("team.state", wanted, why, team=team)


@check(task=1, points=0.25, demands=["change"])
def another_name_is_a_change(answer: Answer, now: datetime) -> None:
    """Another name is taken over, and the team was updated at that time.

    State moves in one step, and says when. Chapter 3, "State moves only together with an event".
    """
    _renamed(answer, now, "Engines", "Analytical Engines")
    _renamed(answer, now, "Analytical Engines", "Engines")
    _renamed(answer, now, "Engines", "")
    _renamed(answer, now, "", "Engines")


@check(task=1, points=0.25, demands=["letter-for-letter"])
def other_letters_are_another_name(answer: Answer, now: datetime) -> None:
    """The same name in other letters is another name.

    Whoever corrects `engines` to `Engines` wants to see it corrected.
    """
    for name in ("engines", "ENGINES", "Engines\u0301", "\uff25ngines", "Engine\u017f"):
        _renamed(answer, now, "Engines", name)


@check(task=1, points=0.25, demands=["space-for-space"])
def other_spaces_are_another_name(answer: Answer, now: datetime) -> None:
    """The same name with other spaces is another name.

    What a name may look like is a rule of its own, and belongs in a value.
    """
    for name in (" Difference Engine", "Difference Engine ", "Difference  Engine", "\u00a0", " "):
        _renamed(answer, now, "Difference Engine", name)
    _renamed(answer, now, " Difference  Engine", "Difference Engine")


@check(task=1, points=0.25, demands=["event"])
def a_change_is_an_event(answer: Answer, now: datetime) -> None:
    """Each change is one event, at its time.

    A store asks for events, and writes nothing without one. Chapter 3, "State moves only together
    with an event".
    """
    team = _team(answer, now)
    calls = ("Analytical Engines", now), ("Engines", now + HOUR), ("Analytical Engines", now + DAY)
    for name, time in calls:
        call = f"team.rename({name!r}, now)"
        answer.value(call, team=team, now=time)
    events = [answer.TeamRenamed(at=time, team_id=TEAM) for _, time in calls]
    why = "It was renamed to another name, back, and to the other one again."
    answer.gives("team.stored()", events, why, team=team)


@check(task=1, points=0.25, demands=["same-name"], needs=["space-for-space"])
def the_same_name_is_no_event(answer: Answer, now: datetime) -> None:
    """The name that a team has already is no change and no event.

    Behind each event somebody does something. Chapter 3, "The user".
    """
    for name in _NAMES:
        team = _team(answer, now, name)
        _unmoved(answer, now, team, team.state.name)


@check(task=1, points=0.25, demands=["same-name"], needs=["space-for-space"])
def an_equal_name_is_no_event(answer: Answer, now: datetime) -> None:
    """A name of the same letters is the same name, though it is another string in memory.

    What comes from a form is a new string each time: `==` compares letters, `is` does not.
    """
    for name in _NAMES:
        _unmoved(answer, now, _team(answer, now, name), f"{name} "[:-1])


_NAMES: Final = ("Engines", " Difference  Engine ", "Stra\u00dfe")


def _unmoved(answer: Answer, now: datetime, team: Any, name: str) -> None:
    before = deepcopy(team.state)
    answer.value("team.rename(name, now)", team=team, name=name, now=now)
    why = f"`team.rename({name!r}, now)` was called before, on a team of that name."
    answer.gives("team.stored()", [], why, team=team)
    answer.gives("team.state", before, why, team=team)


@check(task=1, points=0.25, demands=["dissolved-refuses"])
def a_dissolved_team_refuses(answer: Answer, now: datetime) -> None:
    """A dissolved team refuses every name, the one that it has among them.

    Whoever calls has an old page open, and silence would tell them that all is well.
    """
    for name in ("Analytical Engines", "Engines", ""):
        answer.raises(
            f"team.rename({name!r}, now)",
            answer.TeamIsDissolved,
            "The team is dissolved, and named 'Engines'.",
            team=_team(answer, now, dissolved=True),
            now=now,
        )


@check(task=1, points=0.25, demands=["dissolved-stays"])
def a_dissolved_team_stays_as_it_was(answer: Answer, now: datetime) -> None:
    """A dissolved team is as it was, whatever it was called.

    An error takes nothing back. Chapter 3, "What you take along": refuse before you change.
    """
    for name in ("Analytical Engines", "Engines"):
        team = _team(answer, now, dissolved=True)
        before = deepcopy(team.state)
        call = f"team.rename({name!r}, now)"
        _even_if_refused(answer, call, team=team, now=now)
        why = f"`{call}` was called before, on a dissolved team."
        answer.gives("team.state.name", "Engines", why, team=team)
        answer.gives("team.state", before, why, team=team)
        answer.gives("team.stored()", [], why, team=team)


# Task 2: Invitation

GOOD_FOR: Final = 3 * DAY
ID: Final = InvitationId(UUID(int=3))
_EVENTS: Final = {
    "accepted": InvitationAccepted,
    "revoked": InvitationRevoked,
    "expired": InvitationExpired,
}
_CLOSE: Final = {
    "accepted": "invitation.accept(early)",
    "revoked": "invitation.revoke(early)",
    "expired": "invitation.expire(later)",
}


def _times(now: datetime, good_for: timedelta = GOOD_FOR) -> dict[str, datetime]:
    end = now + good_for
    return {
        "early": now + good_for / 3,
        "last_hour": end - HOUR,
        "just_in_time": end - TICK,
        "too_late": end,
        "next_hour": end + HOUR,
        "later": end + DAY,
        "a_year_later": end + 365 * DAY,
    }


def _details(now: datetime, good_for: timedelta = GOOD_FOR) -> dict[str, Any]:
    return {
        "id": ID,
        "tenant_id": TenantId(UUID(int=7)),
        "email": EmailAddress("boole@example.com"),
        "code": InviteCode("K7QM-2XRD"),
        "expires_at": now + good_for,
        "now": now,
    }


def _sent(answer: Answer, now: datetime, good_for: timedelta = GOOD_FOR) -> Any:
    """A pending invitation with no event left."""
    sent = answer.value("Invitation.send(**details)", details=_details(now, good_for))
    sent.stored()
    return sent


def _after(answer: Answer, now: datetime, *calls: str) -> Any:
    """One that was called so, stored, and loaded again."""
    invitation = _sent(answer, now)
    for call in calls:
        answer.value(call, invitation=invitation, **_times(now))
    return answer.value("Invitation(state, 1)", state=invitation.state)


def _becomes(answer: Answer, now: datetime, call: str, status: str) -> None:
    """Requires the status of a pending one, called so."""
    invitation = _sent(answer, now)
    why = f"`{call}` was called before, on a pending one."
    _accepted(answer, call, "It was pending.", invitation=invitation, **_times(now))
    answer.gives("invitation.state.status.value", status, why, invitation=invitation)


def _stays(answer: Answer, call: str, invitation: Any, was: str, times: dict[str, Any]) -> None:
    """Requires that the call is silent and changes nothing."""
    before = deepcopy(invitation.state)
    _accepted(answer, call, f"It was {was}, so it is silent.", invitation=invitation, **times)
    why = f"It was {was}, then `{call}` was called."
    answer.gives("invitation.state.status.value", before.status.value, why, invitation=invitation)
    answer.gives("invitation.state", before, why, invitation=invitation)
    answer.gives("invitation.stored()", [], why, invitation=invitation)


@check(task=2, points=0.25, demands=["accept"])
def what_is_pending_can_be_accepted(answer: Answer, now: datetime) -> None:
    """A pending invitation in time can be accepted.

    For that it was sent. Chapter 3, "The user".
    """
    for time in ("early", "last_hour"):
        _becomes(answer, now, f"invitation.accept({time})", "accepted")


@check(task=2, points=0.25, demands=["revoke"])
def what_is_pending_can_be_revoked(answer: Answer, now: datetime) -> None:
    """A pending invitation can be revoked, early or late.

    Whoever takes a letter back does not ask first whether it would still have been good.
    """
    for time in ("early", "too_late", "later"):
        _becomes(answer, now, f"invitation.revoke({time})", "revoked")


@check(task=2, points=0.25, demands=["expire"])
def what_is_over_expires(answer: Answer, now: datetime) -> None:
    """A pending invitation whose time is over can be expired.

    It is then in the lists as what it is, and its email is free for another one.
    """
    for time in ("next_hour", "later"):
        _becomes(answer, now, f"invitation.expire({time})", "expired")


@check(task=2, points=0.25, demands=["events"], needs=["accept", "revoke", "expire"])
def what_happens_is_one_event(answer: Answer, now: datetime) -> None:
    """Each change is one event, at its time, and the invitation was updated then.

    A store asks for events, and writes nothing without one. Chapter 3, "State moves only together
    with an event".
    """
    sent = answer.value("Invitation.send(**details)", details=_details(now))
    wanted = [InvitationSent(at=now, invitation_id=ID)]
    answer.gives("invitation.stored()", wanted, "It was sent.", invitation=sent)
    for status, call in _CLOSE.items():
        invitation, at = _sent(answer, now), _times(now)[call.partition("(")[2][:-1]]
        answer.value(call, invitation=invitation, **_times(now))
        why = f"`{call}` was called before, on a pending one."
        answer.gives("invitation.state.updated_at", at, why, invitation=invitation)
        event = _EVENTS[status](at=at, invitation_id=ID)
        answer.gives("invitation.stored()", [event], why, invitation=invitation)


@check(task=2, points=0.25, demands=["without-the-job"])
def time_decides_and_no_job(answer: Answer, now: datetime) -> None:
    """What is too late is refused, whether or not somebody has called `expire`.

    Derive what follows: then it can't be wrong for a night. Chapter 3, "One fact each, and one
    that follows".
    """
    why = "It is pending, and its time is over."
    for time in ("a_year_later", "later", "next_hour"):
        call, invitation = f"invitation.accept({time})", _sent(answer, now)
        answer.raises(call, InvitationClosed, why, invitation=invitation, **_times(now))


@check(task=2, points=0.25, demands=["first-moment"], needs=["without-the-job", "accept", "expire"])
def the_end_is_the_first_moment_too_late(answer: Answer, now: datetime) -> None:
    """`expires_at` is the first moment at which it is too late: then, and not before.

    Then an invitation is in time or over, and never both. A moment is the same in every zone.
    """
    why = "It is pending, and `expires_at` is the first moment at which it is too late."
    for good_for, zone in ((GOOD_FOR, now.tzinfo), (90 * TICK, TOKYO), (HOUR, DENVER)):
        times = {name: time.astimezone(zone) for name, time in _times(now, good_for).items()}
        for time, status in (("just_in_time", "accepted"), ("too_late", "pending")):
            call, invitation = f"invitation.accept({time})", _sent(answer, now, good_for)
            if status == "accepted":
                _accepted(answer, call, why, invitation=invitation, **times)
            else:
                answer.raises(call, InvitationClosed, why, invitation=invitation, **times)
        for time, status in (("just_in_time", "pending"), ("too_late", "expired")):
            call, invitation = f"invitation.expire({time})", _sent(answer, now, good_for)
            _accepted(answer, call, why, invitation=invitation, **times)
            called = f"`{call}` was called before. {why}"
            answer.gives("invitation.state.status.value", status, called, invitation=invitation)


@check(task=2, points=0.25, demands=["accept-closed"], needs=["accept", "revoke", "expire"])
def what_is_closed_is_not_accepted(answer: Answer, now: datetime) -> None:
    """What is revoked, expired or accepted refuses to be accepted.

    One letter is one seat. Whoever asks for something that can't be had must hear so: silence says
    yes.
    """
    for status in ("revoked", "expired", "accepted"):
        for time in ("early", "later"):
            answer.raises(
                f"invitation.accept({time})",
                InvitationClosed,
                f"It is {status}.",
                invitation=_after(answer, now, _CLOSE[status]),
                **_times(now),
            )


@check(task=2, points=0.25, demands=["revoke-accepted"], needs=["accept"])
def what_is_accepted_is_not_revoked(answer: Answer, now: datetime) -> None:
    """What is accepted refuses to be revoked.

    Grace reads that the invitation is revoked, and Boole is in.
    """
    for time in ("early", "later"):
        answer.raises(
            f"invitation.revoke({time})",
            InvitationClosed,
            "It is accepted.",
            invitation=_after(answer, now, _CLOSE["accepted"]),
            **_times(now),
        )


@check(task=2, points=0.25, demands=["revoke-again"], needs=["revoke", "expire"])
def to_revoke_what_is_closed_is_silent(answer: Answer, now: datetime) -> None:
    """To revoke what is revoked or expired is silent.

    A button that is pressed twice asks for what is the case already. Chapter 3, "The user".
    """
    for status in ("revoked", "expired"):
        for time in ("early", "later"):
            invitation = _after(answer, now, _CLOSE[status])
            call = f"invitation.revoke({time})"
            _stays(answer, call, invitation, f"{status} already", _times(now))


@check(task=2, points=0.25, demands=["expire-others"], needs=["accept", "revoke", "expire"])
def to_expire_all_others_is_silent(answer: Answer, now: datetime) -> None:
    """To expire what is in time or closed is silent.

    The job calls it for every invitation there is. Chapter 3, "The user".
    """
    for time in ("early", "last_hour"):
        was = "pending and in time"
        _stays(answer, f"invitation.expire({time})", _after(answer, now), was, _times(now))
    for status, close in _CLOSE.items():
        for time in ("early", "later"):
            invitation = _after(answer, now, close)
            call = f"invitation.expire({time})"
            _stays(answer, call, invitation, f"{status} already", _times(now))


@check(task=2, points=0.25, demands=["refusal-changes-nothing"], needs=["without-the-job"])
def a_refusal_changes_no_invitation(answer: Answer, now: datetime) -> None:
    """A refusal leaves state and events as they were.

    Raising takes nothing back. Chapter 3, "What you take along": refuse before you change.
    """
    accepted = "accepted", "invitation.revoke(early)"
    tried = [("", "invitation.accept(later)"), accepted]
    tried += [(status, "invitation.accept(early)") for status in _CLOSE]
    for status, call in tried:
        invitation = _after(answer, now, *([_CLOSE[status]] if status else []))
        before = deepcopy(invitation.state)
        _even_if_refused(answer, call, invitation=invitation, **_times(now))
        why = f"`{call}` was called while it was {status or 'pending'}."
        wanted = before.status.value
        answer.gives("invitation.state.status.value", wanted, why, invitation=invitation)
        answer.gives("invitation.state", before, why, invitation=invitation)
        answer.gives("invitation.stored()", [], why, invitation=invitation)


_PRESSES: Final = tuple(product(("accept", "revoke", "expire"), ("early", "later")))
_WAYS: Final = tuple(way for length in range(4) for way in product(_PRESSES, repeat=length))
_ALL_BUT_EVENTS: Final = (
    *("accept", "revoke", "expire", "without-the-job", "accept-closed"),
    *("revoke-accepted", "revoke-again", "expire-others", "refusal-changes-nothing"),
)


@check(task=2, points=0.25, demands=["pending-then-closed"], needs=_ALL_BUT_EVENTS)
def every_way_of_three_calls_ends_well(answer: Answer) -> None:
    """It is pending until one thing happens, and what happens first is what stays.

    A computer tries every way, and not only those you thought of. Chapter 3, "The same ways again".
    """
    for way, now in zip(_WAYS, cycle(TURNS), strict=False):
        invitation, wanted = _sent(answer, now), "pending"
        for name, time in way:
            wanted = _next(wanted, name, time)
            call = f"invitation.{name}({time})"
            _even_if_refused(answer, call, invitation=invitation, **_times(now))
        calls = ", ".join(f"`{name}({time})`" for name, time in way) or "`send`"
        said, found = f"After {calls} the invitation", invitation.state.status.value
        require(same(found, wanted), f"{said} is {shown(found)}; it should be {shown(wanted)}.")
        why = f"{said} is {wanted}."
        answer.gives("invitation.is_pending", wanted == "pending", why, invitation=invitation)


def _next(status: str, name: str, time: str) -> str:
    moves = {
        ("accept", "early"): "accepted",
        ("revoke", "early"): "revoked",
        ("revoke", "later"): "revoked",
        ("expire", "later"): "expired",
    }
    return moves.get((name, time), status) if status == "pending" else status


# Task 3: ApiKey

KEY: Final = UUID(int=9)


def _when(now: datetime) -> dict[str, datetime]:
    """`now` is on Monday at 9."""
    return {
        "monday": now,
        "noon": now + 3 * HOUR,
        "tuesday": now + DAY,
        "wednesday": now + 2 * DAY,
        "friday": now + 4 * DAY,
        "sunday": now + 6 * DAY,
    }


def _key(answer: Answer, now: datetime, *calls: str) -> Any:
    """A key with the digest "one", issued two days before, called so, stored, and loaded again."""
    born = now - 2 * DAY
    key = answer.value("ApiKey.issue(id=id, digest='one', now=born)", id=KEY, born=born)
    for call in calls:
        answer.value(call, key=key, **_when(now))
    return answer.value("ApiKey(state, 1)", state=key.state)


_TWO: Final = "key.rotate('two', monday)"
_THREE: Final = "key.rotate('three', wednesday)"
_REFUSED: Final = (
    ("key.rotate('two', noon)", ("key.revoke(monday)",)),
    ("key.rotate('one', monday)", ()),
    ("key.rotate('two', friday)", (_TWO,)),
    ("key.rotate('one', friday)", (_TWO, _THREE)),
    ("key.rotate('three', noon)", (_TWO,)),
)


def _accepts(
    answer: Answer, now: datetime, calls: tuple[str, ...], *wanted: tuple[str, timedelta, bool]
) -> None:
    """Requires whether each digest is good, so long after `now`."""
    key = _key(answer, now)
    for call in calls:
        _accepted(answer, call, _said(()), key=key, **_when(now))
    for digest, later, good in wanted:
        for zone in (now.tzinfo, TOKYO, DENVER):
            text = f"key.accepts({digest!r}, now)"
            why = f"It is {later} later. {_said(calls)}"
            answer.gives(text, good, why, key=key, now=(now + later).astimezone(zone))


@check(task=3, points=0.25, demands=["current"])
def a_rotation_makes_a_secret_good(answer: Answer, now: datetime) -> None:
    """After a rotation the new secret is good, at once and until the next one.

    What works must go on to work while you repair the rest.
    """
    days = 0 * DAY, DAY, 900 * DAY
    _accepts(answer, now, (_TWO,), *(("two", later, True) for later in days))
    _accepts(answer, now, (_TWO,), *(("three", later, False) for later in days))
    _accepts(answer, now, (_TWO, _THREE), *(("three", 2 * DAY + later, True) for later in days))


@check(task=3, points=0.25, demands=["one-more-day"])
def the_previous_secret_is_good_for_a_day(answer: Answer, now: datetime) -> None:
    """After a rotation the previous secret is good for one more day.

    So nobody has to be quick. What works must go on to work while you repair the rest.
    """
    hours = [(hours * HOUR, hours < 24) for hours in (0, 1, 14, 16, 23, 25, 200)]
    _accepts(answer, now, (_TWO,), *(("one", later, good) for later, good in hours))
    _accepts(
        answer, now, (_TWO, _THREE), *(("two", 2 * DAY + later, good) for later, good in hours)
    )
    _accepts(answer, now, (_TWO, _THREE), *(("one", 2 * DAY + later, False) for later, _ in hours))


@check(task=3, points=0.25, demands=["not-at-that-moment"], needs=["one-more-day"])
def a_day_later_the_previous_secret_is_over(answer: Answer, now: datetime) -> None:
    """A day later the previous secret is not good any more: at that moment, and not before.

    An end that belongs to both sides lets two rotations meet. Chapter 3, "The user".
    """
    _accepts(answer, now, (_TWO,), ("one", DAY - TICK, True), ("one", DAY, False))


@check(task=3, points=0.25, demands=["event"])
def a_rotation_is_one_event(answer: Answer, now: datetime) -> None:
    """A rotation is one event, at its time, and the key was updated then.

    A store asks for events, and writes nothing without one. Chapter 3, "State moves only together
    with an event".
    """
    key, why = _key(answer, now), _said((_TWO,))
    _accepted(answer, _TWO, _said(()), key=key, **_when(now))
    answer.gives("key.state.updated_at", now, why, key=key)
    answer.gives("key.stored()", [answer.KeyRotated(at=now, key_id=KEY)], why, key=key)


@check(task=3, points=0.25, demands=["revoked"])
def a_revoked_key_gets_no_secret(answer: Answer, now: datetime) -> None:
    """A revoked key refuses to be rotated.

    A repair that loses a rule is no repair.
    """
    calls = ("key.revoke(monday)",)
    for refused in ("key.rotate('two', noon)", "key.rotate('two', sunday)"):
        _refuses(answer, now, "KeyIsRevoked", calls, refused)


@check(task=3, points=0.25, demands=["used"])
def no_secret_comes_back(answer: Answer, now: datetime) -> None:
    """A secret that the key has or once had is refused, however long ago that was.

    One that leaked a year ago would be good again.
    """
    _refuses(answer, now, "DigestUsed", (), "key.rotate('one', monday)")
    for digest in ("one", "two", "three"):
        _refuses(answer, now, "DigestUsed", (_TWO, _THREE), f"key.rotate({digest!r}, friday)")
    key = _key(answer, now)
    for days in range(0, 24, 2):
        call = f"key.rotate('{days}', monday + {days} * day)"
        _accepted(answer, call, _said(()), key=key, day=DAY, **_when(now))
    why = f"{_said(())} It was rotated each other day since."
    for digest in ("one", "0", "8", "22"):
        text = f"key.rotate({digest!r}, monday + 24 * day)"
        answer.raises(text, answer.DigestUsed, why, key=key, day=DAY, **_when(now))


@check(task=3, points=0.5, demands=["too-soon"], needs=["not-at-that-moment", "one-more-day"])
def two_rotations_are_a_day_apart(answer: Answer, now: datetime) -> None:
    """While the previous secret is good, no other one comes; as soon as it is over, it may.

    Two that are good are enough. A key that was never rotated has no previous one, and need not
    wait.
    """
    for later in (0 * DAY, HOUR, 16 * HOUR, DAY - TICK):
        text, names = "key.rotate('three', now)", {"now": now + later}
        why = f"It is {later} later. {_said((_TWO,))}"
        answer.raises(text, answer.RotatedTooSoon, why, key=_key(answer, now, _TWO), **names)
    in_time, key = "key.rotate('three', tuesday)", _key(answer, now, _TWO)
    _accepted(answer, in_time, _said((_TWO,)), key=key, **_when(now))
    issued = answer.value("ApiKey.issue(id=id, digest='one', now=monday)", id=KEY, **_when(now))
    _accepted(answer, "key.rotate('two', noon)", "It was issued today.", key=issued, **_when(now))


def _refuses(
    answer: Answer, now: datetime, error: str, calls: tuple[str, ...], refused: str
) -> None:
    key = _key(answer, now, *calls)
    answer.raises(refused, getattr(answer, error), _said(calls), key=key, **_when(now))


@check(task=3, points=0.25, demands=["the-rest-works"])
def what_was_right_stays_right(answer: Answer, now: datetime) -> None:
    """A key is issued and revoked as before, and a revoked one accepts nothing.

    A repair that breaks what it did not come for is no repair.
    """
    issued = answer.value("ApiKey.issue(id=id, digest='one', now=monday)", id=KEY, **_when(now))
    answer.gives("key.accepts('one', monday)", True, _said(()), key=issued, **_when(now))
    answer.gives("key.accepts('two', monday)", False, _said(()), key=issued, **_when(now))
    wanted = [answer.KeyIssued(at=now, key_id=KEY)]
    answer.gives("key.stored()", wanted, "It was issued on Monday.", key=issued)
    _accepted(answer, "key.revoke(noon)", _said(()), key=issued, **_when(now))
    answer.gives("key.accepts('one', friday)", False, "It is revoked.", key=issued, **_when(now))
    _accepted(answer, "key.revoke(tuesday)", "It was revoked before.", key=issued, **_when(now))
    answer.gives("key.state.revoked_at", now + 3 * HOUR, "It was revoked twice.", key=issued)
    wanted = [answer.KeyRevoked(at=now + 3 * HOUR, key_id=KEY)]
    answer.gives("key.stored()", wanted, "It was revoked twice.", key=issued)


@check(task=3, points=0.75, demands=["refusal-changes-nothing"], needs=["current", "too-soon"])
def a_refusal_takes_no_secret_away(answer: Answer, now: datetime) -> None:
    """After a refusal the current secret is still good, and the refused one can still be had.

    Nothing has happened to the key. Chapter 3, "What you take along": refuse before you change.
    """
    key = _key(answer, now, _TWO)
    _even_if_refused(answer, "key.rotate('three', noon)", key=key, **_when(now))
    why = _said((_TWO,), "key.rotate('three', noon)")
    answer.gives("key.accepts('two', friday)", True, why, key=key, **_when(now))
    _accepted(answer, "key.rotate('three', friday)", why, key=key, **_when(now))
    answer.gives("key.accepts('three', friday)", True, why, key=key, **_when(now))


@check(
    task=3,
    points=0.75,
    demands=["refusal-changes-nothing"],
    needs=["revoked", "used", "too-soon"],
)
def a_refusal_changes_no_key(answer: Answer, now: datetime) -> None:
    """A refusal leaves everything as it was: the state, what it holds, the events.

    An error takes nothing back by itself. Chapter 3, "State moves only together with an event".
    """
    for refused, calls in _REFUSED:
        key = _key(answer, now, *calls)
        before = deepcopy(key.state)
        _even_if_refused(answer, refused, key=key, **_when(now))
        for name in ("current", "previous", "previous_until", "used"):
            wanted = getattr(before, name)
            answer.gives(f"key.state.{name}", wanted, _said(calls, refused), key=key)
        answer.gives("key.state", before, _said(calls, refused), key=key)
        answer.gives("key.stored()", [], _said(calls, refused), key=key)


@check(task=3, points=0.75, demands=["held-state-stays"], needs=["refusal-changes-nothing"])
def a_state_that_somebody_holds_stays(answer: Answer, now: datetime) -> None:
    """A state that was taken from a key does not change when the key does.

    A state is replaced and never changed, so whoever holds one may rely on it. Chapter 3, "State
    moves only together with an event".
    """
    for calls in ((_TWO,), (_TWO, _THREE), ("key.rotate('one', monday)",), ("key.revoke(noon)",)):
        key = _key(answer, now)
        held = key.state
        before = deepcopy(held)
        for call in calls:
            _even_if_refused(answer, call, key=key, **_when(now))
        called = ", ".join(f"`{call}`" for call in calls)
        why = f"`held` was `key.state` before {called}."
        answer.gives("held.used", before.used, why, held=held)
        answer.gives("held", before, why, held=held)


@check(
    task=3,
    points=0.5,
    demands=["refusal-changes-nothing"],
    needs=["current", "one-more-day", "revoked", "used", "too-soon", "the-rest-works"],
)
def every_way_of_four_calls_ends_well(answer: Answer) -> None:
    """Whatever is called four times in a row, the key accepts what it should.

    A computer tries every way, and not only those you thought of. Chapter 3, "The same ways again".
    """
    rotations = [f"key.rotate({digest!r}, monday)" for digest in ("one", "two", "three")]
    ways = product([*rotations, "key.revoke(monday)"], repeat=4)
    for way, now in zip(ways, cycle(TURNS), strict=False):
        key = _key(answer, now)
        wanted = {"one"}
        revoked = False
        for call in way:
            _even_if_refused(answer, call, key=key, **_when(now))
            revoked = revoked or call.startswith("key.revoke")
            if not revoked and len(wanted) == 1 and "'one'" not in call:
                wanted.add(call.split("'")[1])
        good = set() if revoked else wanted
        found = {each for each in ("one", "two", "three") if key.accepts(each, now)}
        require(
            same(found, good),
            f"{_said(way)} Then it accepts {_list(found)}; it should accept {_list(good)}.",
        )


def _said(calls: tuple[str, ...], refused: str = "") -> str:
    """What came before, for whoever reads of the failure."""
    done = [f"`{each}`" for each in calls] + ([f"`{refused}`, refused"] if refused else [])
    return f"Before that: {', '.join(['the key was issued with the digest `one`', *done])}."


def _list(digests: set[str]) -> str:
    return ", ".join(sorted(map(repr, digests))) or "nothing"
