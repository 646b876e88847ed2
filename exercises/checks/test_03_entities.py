"""What the answers to exercise 3 must do: teams, invitations, keys."""

from copy import deepcopy
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any, Final
from uuid import UUID

from course.grading.checks import Answer, Wrong, check, require, shown
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

BORN: Final = datetime(2030, 1, 7, 9, tzinfo=UTC)
NOW: Final = datetime(2030, 1, 8, 9, tzinfo=UTC)
TICK: Final = timedelta(microseconds=1)

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


def _team(answer: Answer, dissolved_at: datetime | None = None) -> Any:
    text = (
        "Team(TeamState(id=TeamId(UUID(int=5)), name='Engines', updated_at=born, dissolved_at=d))"
    )
    return answer.value(text, born=BORN, d=dissolved_at)


@check(task=1, points=0.5)
def another_name_is_a_change(answer: Answer) -> None:
    """Another name is taken over, with one event; another spelling is another name.

    A store asks for events, and writes nothing without one. Chapter 3, "State moves only together
    with an event".
    """
    for name in ("Analytical Engines", "engines", " Engines"):
        team = _team(answer)
        call = f"team.rename({name!r}, now)"
        answer.value(call, team=team, now=NOW)
        why = f"`{call}` was called before, on a team named 'Engines'."
        answer.gives("team.state.name", name, why, team=team)
        answer.gives("team.state.updated_at", NOW, why, team=team)
        event = answer.TeamRenamed(at=NOW, team_id=UUID(int=5))
        answer.gives("team.stored()", [event], why, team=team)


@check(task=1, points=0.5)
def the_same_name_is_no_event(answer: Answer) -> None:
    """The name that a team has already is no change and no event.

    Behind each event somebody does something. Chapter 3, "The user".
    """
    team = _team(answer)
    answer.value("team.rename('Engines', now)", team=team, now=NOW)
    why = "`team.rename('Engines', now)` was called before, on a team named 'Engines'."
    answer.gives("team.stored()", [], why, team=team)
    answer.gives("team.state.updated_at", BORN, why, team=team)


@check(task=1, points=0.5)
def a_dissolved_team_refuses(answer: Answer) -> None:
    """A dissolved team refuses every name, the one that it has among them.

    Whoever calls has an old page open, and silence would tell them that all is well.
    """
    for name in ("Analytical Engines", "Engines"):
        answer.raises(
            f"team.rename({name!r}, now)",
            answer.TeamIsDissolved,
            "The team is dissolved, and named 'Engines'.",
            team=_team(answer, BORN),
            now=NOW,
        )


@check(task=1, points=0.5)
def a_dissolved_team_stays_as_it_was(answer: Answer) -> None:
    """A dissolved team is as it was, whatever it was called.

    An error takes nothing back. Chapter 3, "What you take along": refuse before you change.
    """
    team = _team(answer, BORN)
    call = "team.rename('Analytical Engines', now)"
    _even_if_refused(answer, call, team=team, now=NOW)
    why = f"`{call}` was called before, on a dissolved team."
    answer.gives("team.state.name", "Engines", why, team=team)
    answer.gives("team.stored()", [], why, team=team)


# Task 2: Invitation

TOO_LATE: Final = NOW + timedelta(days=7)
LATER: Final = TOO_LATE + timedelta(days=1)
ID: Final = InvitationId(UUID(int=3))
_DETAILS: Final = {
    "id": ID,
    "tenant_id": TenantId(UUID(int=7)),
    "email": EmailAddress("boole@example.com"),
    "code": InviteCode("K7QM-2XRD"),
    "expires_at": TOO_LATE,
    "now": NOW,
}
_TIMES: Final = {
    "early": NOW,
    "just_in_time": TOO_LATE - TICK,
    "too_late": TOO_LATE,
    "later": LATER,
}
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


def _sent(answer: Answer, *calls: str) -> Any:
    """A pending invitation with no event left, then called so."""
    invitation = answer.value("Invitation.send(**details)", details=_DETAILS)
    invitation.stored()
    for call in calls:
        answer.value(call, invitation=invitation, **_TIMES)
    return invitation


@check(task=2, points=0.5)
def what_is_pending_can_be_closed(answer: Answer) -> None:
    """A pending invitation can be accepted, revoked and expired, each with its event.

    State and event move together. Chapter 3, "State moves only together with an event".
    """
    sent = answer.value("Invitation.send(**details)", details=_DETAILS)
    answer.gives("invitation.is_pending", True, "It was sent, and no more.", invitation=sent)
    answer.gives("invitation.state.status.value", "pending", invitation=sent)
    answer.gives("invitation.stored()", [InvitationSent(at=NOW, invitation_id=ID)], invitation=sent)
    for status, call in _CLOSE.items():
        invitation, at = _sent(answer, call), _TIMES[call.partition("(")[2][:-1]]
        why = f"`{call}` was called before, on a pending one."
        answer.gives("invitation.state.status.value", status, why, invitation=invitation)
        answer.gives("invitation.is_pending", False, why, invitation=invitation)
        answer.gives("invitation.state.updated_at", at, why, invitation=invitation)
        event = _EVENTS[status](at=at, invitation_id=ID)
        answer.gives("invitation.stored()", [event], why, invitation=invitation)


@check(task=2, points=0.5)
def time_decides_and_no_job(answer: Answer) -> None:
    """Whether it is too late follows from the time, whether or not somebody has called `expire`.

    Derive what follows: then it can't be wrong for a night. Chapter 3, "One fact each, and one
    that follows".
    """
    _sent(answer, "invitation.accept(just_in_time)")
    why = "It is pending, and `expires_at` is the first moment at which it is too late."
    invitation = _sent(answer)
    for call in ("invitation.accept(later)", "invitation.accept(too_late)"):
        answer.raises(call, InvitationClosed, why, invitation=invitation, **_TIMES)
    for time, status in (("just_in_time", "pending"), ("too_late", "expired")):
        called = f"`invitation.expire({time})` was called before. {why}"
        invitation = _sent(answer, f"invitation.expire({time})")
        answer.gives("invitation.state.status.value", status, called, invitation=invitation)
    revoked = _sent(answer, "invitation.revoke(too_late)")
    why = "`invitation.revoke(too_late)` was called before: early or late."
    answer.gives("invitation.state.status.value", "revoked", why, invitation=revoked)


@check(task=2, points=0.5)
def what_is_closed_is_not_accepted(answer: Answer) -> None:
    """What is closed refuses to be accepted, and what is accepted refuses to be revoked.

    Whoever asks for something that can't be had must hear so: silence says yes.
    """
    for status, close in _CLOSE.items():
        why = f"It is {status}."
        for call in ("invitation.accept(early)", "invitation.revoke(early)"):
            if call.startswith("invitation.accept") or status == "accepted":
                invitation = _sent(answer, close)
                answer.raises(call, InvitationClosed, why, invitation=invitation, **_TIMES)


@check(task=2, points=0.5)
def what_is_the_case_already_is_silent(answer: Answer) -> None:
    """To revoke what is closed without a user is silent, and so is to expire what is closed.

    A job that runs twice and a button that is pressed twice ask for what is the case already.
    Chapter 3, "The user".
    """
    for status, close in _CLOSE.items():
        for call in ("invitation.revoke(too_late)", "invitation.expire(too_late)"):
            if status == "accepted" and call.startswith("invitation.revoke"):
                continue
            invitation = _sent(answer, close)
            invitation.stored()
            _accepted(answer, call, f"It was {status} already.", invitation=invitation, **_TIMES)
            why = f"It was {status}, then `{call}` was called."
            answer.gives("invitation.state.status.value", status, why, invitation=invitation)
            answer.gives("invitation.stored()", [], why, invitation=invitation)


@check(task=2, points=0.5)
def a_refusal_changes_no_invitation(answer: Answer) -> None:
    """A refusal leaves state and events as they were.

    Raising takes nothing back. Chapter 3, "What you take along": refuse before you change.
    """
    for close in (None, *_CLOSE.values()):
        invitation = _sent(answer, *([close] if close else []))
        invitation.stored()
        before = deepcopy(invitation.state)
        _even_if_refused(answer, "invitation.accept(too_late)", invitation=invitation, **_TIMES)
        what = f"after `{close}`" if close else "while it was pending"
        why = f"`invitation.accept(too_late)` was called {what}."
        answer.gives(
            "invitation.state.status.value", before.status.value, why, invitation=invitation
        )
        answer.gives("invitation.state", before, why, invitation=invitation)
        answer.gives("invitation.stored()", [], why, invitation=invitation)


_PRESSES: Final = tuple(product(("accept", "revoke", "expire"), ("early", "too_late")))
_WAYS: Final = tuple(product(_PRESSES, repeat=3))


@check(task=2, points=0.5)
def every_way_of_three_calls_ends_well(answer: Answer) -> None:
    """Whatever is called three times in a row, what happens first is what stays.

    A computer tries every way, and not only those you thought of. Chapter 3, "The same ways again".
    """
    for way in _WAYS:
        invitation, wanted = _sent(answer), "pending"
        for name, time in way:
            wanted = _next(wanted, name, time)
            call = f"invitation.{name}({time})"
            _even_if_refused(answer, call, invitation=invitation, **_TIMES)
        found = invitation.state.status.value
        calls = ", ".join(f"`{name}({time})`" for name, time in way)
        require(
            same(found, wanted),
            f"After {calls} the invitation is {shown(found)}; it should be {shown(wanted)}.",
        )


def _next(status: str, name: str, time: str) -> str:
    moves = {
        ("accept", "early"): "accepted",
        ("revoke", "early"): "revoked",
        ("revoke", "too_late"): "revoked",
        ("expire", "too_late"): "expired",
    }
    return moves.get((name, time), status) if status == "pending" else status


# Task 3: ApiKey

DAY: Final = timedelta(days=1)
KEY: Final = UUID(int=9)
_WHEN: Final = {"monday": NOW, "noon": NOW + DAY / 8, "tuesday": NOW + DAY, "friday": NOW + 4 * DAY}


def _key(answer: Answer, *calls: str) -> Any:
    """A key with the digest "one" and no event left, then called so."""
    key = answer.value("ApiKey.issue(id=id, digest='one', now=born)", id=KEY, born=BORN)
    for call in calls:
        answer.value(call, key=key, **_WHEN)
    key.stored()
    return key


_REFUSED: Final = (
    ("KeyIsRevoked", ("key.revoke(monday)",), "key.rotate('two', noon)"),
    ("DigestUsed", (), "key.rotate('one', monday)"),
    (
        "DigestUsed",
        ("key.rotate('two', monday)", "key.rotate('three', tuesday)"),
        "key.rotate('one', friday)",
    ),
    ("RotatedTooSoon", ("key.rotate('two', monday)",), "key.rotate('three', noon)"),
)


@check(task=3, points=0.5)
def a_rotation_leaves_a_day(answer: Answer) -> None:
    """After a rotation the new secret is good, and the previous one for one more day.

    What works must go on to work while you repair the rest.
    """
    issued = answer.value("ApiKey.issue(id=id, digest='one', now=born)", id=KEY, born=BORN)
    answer.gives("key.stored()", [answer.KeyIssued(at=BORN, key_id=KEY)], key=issued)
    key, why = _key(answer), _said(("key.rotate('two', monday)",))
    _accepted(answer, "key.rotate('two', monday)", _said(()), key=key, **_WHEN)
    for digest, time, wanted in (
        ("two", NOW, True),
        ("two", NOW + 9 * DAY, True),
        ("one", NOW + DAY - TICK, True),
        ("one", NOW + DAY, False),
        ("three", NOW, False),
    ):
        text = f"key.accepts({digest!r}, now)"
        answer.gives(text, wanted, f"It is {time - NOW} later. {why}", key=key, now=time)
    answer.gives("key.state.updated_at", NOW, why, key=key)
    answer.gives("key.stored()", [answer.KeyRotated(at=NOW, key_id=KEY)], why, key=key)
    answer.value("key.rotate('three', tuesday)", key=key, **_WHEN)


@check(task=3, points=0.5)
def each_rule_refuses(answer: Answer) -> None:
    """A revoked key, one of its own digests, and a second rotation within a day are refused.

    A repair that loses a rule is no repair.
    """
    for error, calls, refused in _REFUSED:
        answer.raises(
            refused, getattr(answer, error), _said(calls), key=_key(answer, *calls), **_WHEN
        )
    key = _key(answer, "key.revoke(monday)")
    answer.gives("key.accepts('one', noon)", False, "It is revoked.", key=key, **_WHEN)
    answer.value("key.revoke(tuesday)", key=key, **_WHEN)
    answer.gives("key.stored()", [], "It was revoked twice.", key=key)


@check(task=3, points=1)
def a_refusal_takes_no_secret_away(answer: Answer) -> None:
    """After a refusal the current secret is still good, and the refused one can still be had.

    Nothing has happened to the key. Chapter 3, "What you take along": refuse before you change.
    """
    key = _key(answer, "key.rotate('two', monday)")
    _even_if_refused(answer, "key.rotate('three', noon)", key=key, **_WHEN)
    key.stored()
    why = _said(("key.rotate('two', monday)",), "key.rotate('three', noon)")
    answer.gives("key.accepts('two', friday)", True, why, key=key, **_WHEN)
    _accepted(answer, "key.rotate('three', friday)", why, key=key, **_WHEN)
    answer.gives("key.accepts('three', friday)", True, why, key=key, **_WHEN)


@check(task=3, points=1.5)
def a_refusal_changes_no_key(answer: Answer) -> None:
    """A refusal leaves everything as it was: the state, what it holds, the events.

    An error takes nothing back by itself. Chapter 3, "State moves only together with an event".
    """
    for _, calls, refused in _REFUSED:
        key = _key(answer, *calls)
        before = deepcopy(key.state)
        _even_if_refused(answer, refused, key=key, **_WHEN)
        for name in ("current", "previous", "previous_until"):
            wanted = getattr(before, name)
            answer.gives(f"key.state.{name}", wanted, _said(calls, refused), key=key)
        used = sorted(before.used)
        answer.gives("sorted(key.state.used)", used, _said(calls, refused), key=key)
        answer.gives("key.state", before, _said(calls, refused), key=key)
        answer.gives("key.stored()", [], _said(calls, refused), key=key)


@check(task=3, points=1)
def a_state_that_somebody_holds_stays(answer: Answer) -> None:
    """A state that was taken from a key does not change when the key does.

    A state is replaced and never changed, so whoever holds one may rely on it. Chapter 3, "State
    moves only together with an event".
    """
    key = _key(answer)
    held = key.state
    answer.value("key.rotate('two', monday)", key=key, **_WHEN)
    why = "`held` was `key.state` before `key.rotate('two', monday)` was called."
    answer.gives("sorted(held.used)", ["one"], why, held=held)
    answer.gives("sorted(key.state.used)", ["one", "two"], key=key)


@check(task=3, points=0.5)
def every_way_of_four_calls_ends_well(answer: Answer) -> None:
    """Whatever is called four times in a row, the key accepts what it should.

    A computer tries every way, and not only those you thought of. Chapter 3, "The same ways again".
    """
    rotations = [f"key.rotate({digest!r}, monday)" for digest in ("one", "two", "three")]
    for way in product([*rotations, "key.revoke(monday)"], repeat=4):
        key = _key(answer)
        wanted = {"one"}
        revoked = False
        for call in way:
            _even_if_refused(answer, call, key=key, **_WHEN)
            revoked = revoked or call.startswith("key.revoke")
            if not revoked and len(wanted) == 1 and "'one'" not in call:
                wanted.add(call.split("'")[1])
        good = set() if revoked else wanted
        found = {each for each in ("one", "two", "three") if key.accepts(each, NOW)}
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
