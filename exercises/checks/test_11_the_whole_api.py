"""What the answers to exercise 11 must do: null and absent, a condition, two designs."""

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from httpx import ASGITransport, AsyncClient, HTTPStatusError, MockTransport, Request, Response
from pydantic import ValidationError

from course.grading.checks import FUTURE, PAST, Answer, Wrong, check, require, shown
from course.grading.compare import same
from exercises.checks.doors import Answered, MemoryUnits, asked, router_of
from exercises.checks.worlds import (
    TENANT,
    WEEK,
    FixedClock,
    MemoryInvitations,
    MemoryUnit,
    MemoryUsers,
    invitation,
    user,
)
from exercises.invitations.door import PREFIX, door
from exercises.invitations.entities import Invitation
from exercises.invitations.errors import InvitationClosed, InvitationNotFound
from exercises.invitations.events import InvitationId
from exercises.invitations.sending import InvitationView
from reference_app.domain.errors import (
    Conflict,
    InvalidValue,
    SeatsTaken,
    StaleVersion,
    UsernameTaken,
)
from reference_app.domain.users import User
from reference_app.presentation.http.etag import etag_of, versions_in

# Task 1: read_changes


def _reads(answer: Answer, body: str, wanted: dict[str, object], why: str = "") -> None:
    """Raises `Wrong` unless the dict holds this, whatever kind of a dict it is."""
    text = f"read_changes({body.encode()!r})"
    got = answer.value(text)
    require(
        isinstance(got, dict) and same({**got}, wanted),
        f"`{text}` gave `{shown(got)}`; it should give `{wanted}`.{why and f' {why}'}",
    )


def _is_refused(answer: Answer, body: str, why: str) -> None:
    """Raises `Wrong` unless it is, with whatever error of its own."""
    answer.value("read_changes")  # it is there
    text = f"read_changes({body.encode()!r})"
    try:
        got = answer.value(text)
    except Wrong as wrong:
        if isinstance(wrong.__cause__, Exception):
            return
        raise
    raise Wrong(f"`{text}` gave `{shown(got)}`; it should be refused. {why}")


@check(task=1, points=0.25, demands=["nothing-else"])
def what_was_not_sent_is_not_there(answer: Answer) -> None:
    """What was not sent is not in the dict.

    It is written over what is stored, so whatever is in it changes something. Chapter 11, "Null and
    absent are two wishes".
    """
    _reads(answer, '{"subject": "Welcome"}', {"subject": "Welcome"})
    _reads(answer, '{"days": 3, "note": "See you"}', {"days": 3, "note": "See you"})
    _reads(answer, "{}", {})


@check(task=1, points=0.25, demands=["as-sent"])
def what_was_sent_arrives(answer: Answer) -> None:
    """What was sent arrives as it was sent.

    Also when it is what was there before, or looks like a default: somebody has sent it. Chapter
    11, "Null and absent are two wishes".
    """
    for subject, note, days in (
        ("Hi", "See you", 3),
        ("You are invited", "See you", 7),
        (" Welcome ", "See you.\n\nAda\n", 14),
        ("ADA", "ada", 1),
    ):
        body = f'{{"subject": "{subject}", "note": {note!r}, "days": {days}}}'.replace("'", '"')
        _reads(answer, body, {"subject": subject, "note": note, "days": days})


@check(task=1, points=0.25, demands=["null-removes"])
def a_note_can_be_removed(answer: Answer) -> None:
    """A note can be removed: `null` is what was sent.

    Absent says "leave it", `null` says "take it away". Chapter 11, "Null and absent are two
    wishes".
    """
    for body in ('{"note": null}', '{"note": null, "days": 3}'):
        text = f"read_changes({body.encode()!r})"
        got = answer.value(text)
        require(
            isinstance(got, dict) and got.get("note", "") is None,
            f"`{text}` gave `{shown(got)}`; `note` should stand in it, as `None`.",
        )


@check(task=1, points=0.25, demands=["null-refused"])
def null_is_refused_where_it_means_nothing(answer: Answer) -> None:
    """`null` is refused where it has no meaning.

    A letter without a subject can't be sent, and one for `null` days is never over.
    """
    for name in ("subject", "days"):
        _is_refused(answer, f'{{"{name}": null}}', f"No letter has the `{name}` `null`.")


@check(task=1, points=0.25, demands=["any-value"])
def others_say_what_makes_sense(answer: Answer) -> None:
    """An empty text is a text, and a number may be any.

    What is read here is what was sent; whether it makes sense, the letter knows. Chapter 10,
    "Parse, ask, render".
    """
    for subject, note, days in (("", "", 0), ("Hi", "", -1), ("Hi" * 200, "?", 10**6)):
        body = f'{{"subject": "{subject}", "note": "{note}", "days": {days}}}'
        why = "Whether that makes sense is for others to say."
        _reads(answer, body, {"subject": subject, "note": note, "days": days}, why)


@check(task=1, points=0.25, demands=["unknown-refused"])
def unknown_fields_are_refused(answer: Answer) -> None:
    """A field that no letter has is refused.

    A typo that is dropped is a wish that gets lost. Chapter 10, "Parse, ask, render".
    """
    for body in ('{"nota": "See you"}', '{"days": 3, "Subject": "Hi"}', '{"nota": null}'):
        _is_refused(answer, body, "No letter has such a field.")


_OTHER_TYPES: Final = (
    *('{"days": "3"}', '{"days": true}', '{"days": 3.5}', '{"days": 3.0}', '{"days": [3]}'),
    *('{"note": 7}', '{"note": false}', '{"note": ["Hi"]}', '{"note": {}}'),
    *('{"subject": 7}', '{"subject": true}', '{"subject": ["Hi"]}', "[]", "null", '"Hi"', "7"),
)


@check(task=1, points=0.25, demands=["types-refused"])
def other_types_are_refused(answer: Answer) -> None:
    """A value of another type is refused, and so is a body that is no object.

    What a client means by `true` days, nobody knows. Chapter 10, "Parse, ask, render".
    """
    for body in _OTHER_TYPES:
        _is_refused(answer, body, "That is another type.")


@check(
    task=1,
    points=0.25,
    demands=["validation-error"],
    needs=["null-refused", "unknown-refused", "types-refused"],
)
def a_refusal_is_a_validation_error(answer: Answer) -> None:
    """Whatever is refused is refused with Pydantic's `ValidationError`.

    The door makes its answer of that, with a pointer for each fault. Chapter 10, "One table".
    """
    for body in ('{"nota": "See you"}', '{"subject": null}', '{"days": null}', *_OTHER_TYPES):
        answer.raises(f"read_changes({body.encode()!r})", ValidationError)


# Task 2: POST /api/v1/invitations/{id}/accept

ID: Final = InvitationId(UUID(int=1))
SEATS: Final = TENANT.seats or 0
_CALL: Final = (
    "await accept_invitation(AcceptInvitation(invitation_id=id, username='guest', "
    "versions=versions), unit)"
)


class Unforeseen(Exception):
    """Of no kind that anybody knows."""


@dataclass
class _FailingInvitations(MemoryInvitations):
    """The first that is saved is refused with this error."""

    error: BaseException | None = None

    async def save(self, invitation: Invitation) -> None:
        error, self.error = self.error, None
        if error:
            raise error
        await super().save(invitation)


@dataclass
class _FailingUsers(MemoryUsers):
    error: BaseException = field(default_factory=Unforeseen)

    async def add(self, users: Sequence[User]) -> None:
        raise self.error


def _guest(now: datetime, version: int, after: str = "") -> Invitation:
    """An invitation with this version; `after` it was accepted, or revoked."""
    made = invitation(now=now)
    if after:
        getattr(made, after)(now)
    return Invitation(made.state, version)


def _world(
    now: datetime, version: int = 1, *, after: str = "", late: bool = False, users: int = 0
) -> MemoryUnits:
    """With one invitation, and as many users. When it is `late`, a week has passed."""
    return MemoryUnits(
        users=MemoryUsers({each.state.id: each for each in _users(users, now)}),
        invitations=MemoryInvitations({ID: _guest(now, version, after)}),
        clock=FixedClock(now + WEEK if late else now),
    )


def _users(count: int, now: datetime) -> list[User]:
    return [user(number + 1, now=now) for number in range(count)]


def _unit(
    now: datetime,
    version: int = 1,
    *,
    after: str = "",
    users: MemoryUsers | None = None,
    failing: BaseException | None = None,
) -> MemoryUnit:
    """The same for a handler that is called without a bus; `failing` to save."""
    stored = {ID: _guest(now, version, after)}
    return MemoryUnit(
        users=users or MemoryUsers(),
        invitations=_FailingInvitations(stored, failing) if failing else MemoryInvitations(stored),
        clock=FixedClock(now),
    )


def _accept(
    answer: Answer, units: MemoryUnits, *if_match: str, username: str = "guest"
) -> Answered:
    """The door's answer, under a condition of so many lines."""
    app = door(
        router_of(answer),
        units,
        {answer.value("AcceptInvitation"): answer.value("accept_invitation")},
    )
    headers = [("If-Match", line) for line in if_match]
    path = f"{PREFIX}/{ID}/accept"
    return answer.run(asked(app, "POST", path, {"username": username}, headers=headers))


def _is_accepted(answer: Answer, now: datetime, version: int, *if_match: str) -> None:
    """Raises `Wrong` unless it is, under this condition."""
    reply = _accept(answer, _world(now, version), *if_match)
    reply.should_be(200, _has(version))


def _is_stale(answer: Answer, now: datetime, version: int, *if_match: str) -> Answered:
    reply = _accept(answer, _world(now, version), *if_match)
    reply.is_problem(412, "stale-version", [], _has(version))
    return reply


def _goes_through(answer: Answer, error: BaseException, why: str, **names: Any) -> None:
    """Raises `Wrong` unless this error comes out of the handler, and says so of a stub."""
    try:
        answer.lets_through(_CALL, error, why, **names)
    except Wrong as wrong:
        if isinstance(wrong.__cause__, NotImplementedError):
            raise wrong.__cause__ from None
        raise


def _has(version: int) -> str:
    return f"(The invitation has the version {version}.)"


@check(task=2, points=0.25, demands=["view"])
def the_view_of_what_is_accepted_comes_back(answer: Answer, now: datetime) -> None:
    """The handler returns the view of the invitation as it is now.

    The answer shows what is stored, with its new tag. Chapter 11, "A change under a condition".
    """
    wanted = InvitationView(ID, "guest1@example.com", "accepted", now + WEEK, 4)
    answer.gives(_CALL, wanted, id=ID, versions=[3], unit=_unit(now, 3))


@check(task=2, points=0.25, demands=["guest-let-in"])
def the_guest_is_let_in(answer: Answer, now: datetime) -> None:
    """The invitation is accepted, and its guest is a user.

    Both steps are those of `let_in`, and are stored together. Chapter 7, "First stored, then
    answered".
    """
    units = _world(now)
    reply = _accept(answer, units, '"1"')
    reply.should_be(200, _has(1))
    stored = units.invitations.stored[ID].state
    users = [each.state for each in units.users.stored.values()]
    found = [(each.username.text, each.email.text, each.updated_at) for each in users]
    require(
        stored.status.value == "accepted" and found == [("guest", "guest1@example.com", now)],
        f"{reply.request} was answered 200, and stored are the status `{stored.status.value}` and "
        f"the users `{[each.username.text for each in users]}`.",
    )


@check(task=2, points=0.125, demands=["guest-let-in"])
def the_rules_of_admission_hold(answer: Answer, now: datetime) -> None:
    """Whoever names no version is still let in by the rules alone.

    There is one way in, and it asks for a seat and for an open invitation. Chapter 4, "Where
    does a rule belong?".
    """
    full = MemoryUsers({each.state.id: each for each in _users(SEATS, now)})
    names: dict[str, Any] = {"id": ID, "versions": None}
    answer.raises(_CALL, SeatsTaken, unit=_unit(now, users=full), **names)
    answer.raises(_CALL, InvitationClosed, unit=_unit(now, after="accept"), **names)
    answer.raises(
        _CALL.replace("'guest'", "'?'"), InvalidValue, unit=_unit(now), id=ID, versions=None
    )


@check(task=2, points=0.125, demands=["any-version"])
def without_a_condition_any_version_will_do(answer: Answer) -> None:
    """Without `If-Match`, and with `*`, any version will do.

    Both name no version. Chapter 11, "Which version did you mean?".
    """
    for version in (1, 3):
        _is_accepted(answer, FUTURE, version)
        _is_accepted(answer, FUTURE, version, "*")


@check(task=2, points=0.25, demands=["stale"])
def what_was_not_seen_is_not_accepted(answer: Answer) -> None:
    """Whoever has seen another version gets a 412.

    He accepts what he has not seen. Chapter 11, "A change under a condition".
    """
    _is_accepted(answer, PAST, 2, '"2"')
    for version, tag in ((2, '"1"'), (1, '"2"'), (12, '"1"'), (1, '"11"')):
        _is_stale(answer, PAST, version, tag)


@check(task=2, points=0.125, demands=["stale-words"], needs=["stale"])
def a_stale_version_says_what_to_do(answer: Answer) -> None:
    """What is stale says so in the words of `STALE`.

    They tell what to do: read it again. Chapter 11, "A change under a condition".
    """
    reply = _is_stale(answer, FUTURE, 2, '"1"')
    found, wanted = reply.body.get("detail"), answer.value("STALE")
    require(
        found == wanted,
        f"{reply.request} was answered 412 with the words `{shown(found)}`; they should be "
        f"those of `STALE`, `{wanted}`.",
    )


@check(task=2, points=0.125, demands=["no-tag-of-ours"], needs=["stale"])
def no_version_meets_a_tag_of_others(answer: Answer) -> None:
    """A list without a tag of ours is a condition that nothing meets.

    Its sender asked for protection, and would get none. Chapter 11, "Which version did you mean?".
    """
    for tag in ('"elephant"', '"01"', '"1.0"', '""', '"elephant", "0"'):
        _is_stale(answer, PAST, 1, tag)


@check(task=2, points=0.125, demands=["weak-tag"], needs=["stale", "any-of-several"])
def a_weak_tag_is_none_of_ours(answer: Answer) -> None:
    """A weak tag names no version.

    It says "as good as", and a change has to know exactly (RFC 9110, 13.1.1). Chapter 11, "Which
    version did you mean?".
    """
    _is_stale(answer, FUTURE, 1, 'W/"1", "2"')
    _is_accepted(answer, FUTURE, 2, 'W/"1", "2"')


@check(task=2, points=0.125, demands=["any-of-several"], needs=["stale"])
def one_of_several_will_do(answer: Answer) -> None:
    """Of several tags one has to be current, whichever it is.

    A client that holds two copies may send both (RFC 9110, 13.1.1). Chapter 11, "Which version did
    you mean?".
    """
    for version in (1, 2, 5):
        _is_accepted(answer, PAST, version, '"1", "2","5"')
    _is_stale(answer, PAST, 3, '"1", "2","5"')


@check(task=2, points=0.125, demands=["all-lines"], needs=["stale", "any-of-several"])
def all_lines_of_a_header_count(answer: Answer) -> None:
    """A condition of several lines is one list.

    Whatever stands between may split a list into lines (RFC 9110, 5.3). Chapter 11, "Which version
    did you mean?".
    """
    for version in (1, 2, 3):
        _is_accepted(answer, FUTURE, version, '"1"', '"2"', '"3"')
    _is_stale(answer, FUTURE, 4, '"1"', '"2"', '"3"')


@check(task=2, points=0.125, demands=["no-list"])
def what_is_no_tag_is_refused(answer: Answer) -> None:
    """Anything that is not a list of tags is refused.

    Its sender has asked for protection; to ignore it would be worse. Chapter 11, "Which version did
    you mean?".
    """
    for condition in ("1", '"1', "Monday", '"1", 2', '*, "1"'):
        _accept(answer, _world(PAST), condition).is_problem(400, "malformed-header", [])


@check(task=2, points=0.125, demands=["not-found"])
def what_is_not_there_is_not_found(answer: Answer) -> None:
    """An invitation that is not there is not found.

    No rule can be asked of nothing. Chapter 5, "A handler reads like the use case".
    """
    nobody: dict[str, Any] = {"id": InvitationId(UUID(int=9)), "versions": None}
    answer.raises(_CALL, InvitationNotFound, unit=_unit(FUTURE), **nobody)


@check(task=2, points=0.125, demands=["not-found-first"], needs=["not-found"])
def not_found_comes_before_stale(answer: Answer) -> None:
    """What is not there is not found, whatever versions are named.

    It has no version that anybody could have seen. Chapter 11, "A change under a condition".
    """
    for versions in ([1], (1, 2), [0], []):
        names: dict[str, Any] = {"id": InvitationId(UUID(int=9)), "versions": versions}
        why = f"(`versions` is `{versions}`, and there is no such invitation.)"
        answer.raises(_CALL, InvitationNotFound, why, unit=_unit(PAST), **names)


@check(task=2, points=0.25, demands=["condition-first"], needs=["stale"])
def the_condition_comes_first(answer: Answer, now: datetime) -> None:
    """The condition comes before every other rule.

    Whoever presses twice reads "not what you have seen" and looks; "closed" would tell him that he
    is too late. Chapter 11, "A change under a condition".
    """
    units = _world(now)
    _accept(answer, units, '"1"').should_be(200)
    again = _accept(answer, units, '"1"')
    again.is_problem(412, "stale-version", [], "(The same request has been answered 200 before.)")
    for units, username, why in (
        (_world(now, 2, after="revoke"), "guest", "(It has been changed, and revoked.)"),
        (_world(now, 2, late=True), "guest", "(It has been changed, and its time is over.)"),
        (_world(now, 2, users=SEATS), "guest", "(It has been changed; no seat is left.)"),
        (_world(now, 2), "?", "(It has been changed, and no username looks like this.)"),
    ):
        reply = _accept(answer, units, '"1"', username=username)
        reply.is_problem(412, "stale-version", [], why)


@check(task=2, points=0.125, demands=["race-stale"])
def who_named_a_version_and_loses_a_race_is_late(answer: Answer) -> None:
    """Whoever named versions, and loses a race, has named an old one.

    Between a look and a save somebody else can save. Chapter 11, "A change under a condition".
    """
    for versions in ([1], (1, 2)):
        lost = Conflict("Somebody else has changed this invitation meanwhile: read it again.")
        why = f"(`versions` is `{versions}`, and somebody else was faster.)"
        unit = _unit(FUTURE, failing=lost)
        answer.raises(_CALL, StaleVersion, why, id=ID, versions=versions, unit=unit)


@check(task=2, points=0.125, demands=["race-conflict"])
def who_named_none_and_loses_a_race_has_a_conflict(answer: Answer) -> None:
    """Whoever named no version, and loses a race, hears of a conflict.

    He never sent a condition that could have failed. Chapter 11, "A change under a condition".
    """
    lost = Conflict("Somebody else has changed this invitation meanwhile: read it again.")
    why = "(Nobody has named a version.)"
    unit = _unit(PAST, failing=lost)
    _goes_through(answer, lost, why, id=ID, versions=None, unit=unit)


@check(task=2, points=0.125, demands=["within-transaction"], needs=["stale"])
def nobody_comes_between(answer: Answer) -> None:
    """The use case itself looks, in the transaction that also saves.

    What was read in another transaction is old by the time it is used. Chapter 11, "Ask whether it
    is free".
    """
    for version, versions in ((2, [1]), (3, (1, 2))):
        unit, why = _unit(FUTURE, version), f"(`versions` is `{versions}`. {_has(version)[1:]}"
        answer.raises(_CALL, StaleVersion, why, id=ID, versions=versions, unit=unit)
    units = _world(PAST)
    units.meanwhile = lambda: units.invitations.stored.update({ID: _guest(PAST, 2)})
    reply = _accept(answer, units, '"1"')
    if units.opened > 1:
        reply.should_be(412, "(Between two transactions of yours somebody has changed it.)")


@check(task=2, points=0.125, demands=["others-as-they-are"], needs=["guest-let-in"])
def other_errors_go_through(answer: Answer) -> None:
    """An error of another kind goes through as it is.

    "Read it again" is no help against a full disk, nor for a username that is taken. Chapter 10,
    "The last resort".
    """
    taken = UsernameTaken("This username is taken.", path=("username",))
    for versions in ([1], None):
        names: dict[str, Any] = {"id": ID, "versions": versions}
        why = f"(`versions` is `{versions}`.)"
        for error in (Unforeseen("the disk is full"), asyncio.CancelledError()):
            unit = _unit(FUTURE, failing=error)
            _goes_through(answer, error, why, unit=unit, **names)
        unit = _unit(PAST, users=_FailingUsers(error=taken))
        _goes_through(answer, taken, why, unit=unit, **names)
        answer.raises(_CALL, InvitationClosed, why, unit=_unit(PAST, after="accept"), **names)


@check(task=2, points=0.25, demands=["nothing-changed"])
def what_is_refused_has_changed_nothing(answer: Answer) -> None:
    """What is refused has changed nothing.

    Whoever commits by hand takes away what the transaction is for. Chapter 7, "First stored, then
    answered".
    """
    for units, tag, username in (
        (_world(FUTURE, 2), '"1"', "guest"),
        (_world(PAST, 1), '"elephant"', "guest"),
        (_world(FUTURE, 1), "Monday", "guest"),
        (_world(PAST, 1), '"1"', "?"),
        (_world(FUTURE, 1, users=SEATS), '"1"', "guest"),
        (_world(PAST, 2, after="revoke"), '"1"', "guest"),
    ):
        before = _all_of(units)
        reply = _accept(answer, units, tag, username=username)
        require(
            reply.status == 200 or _all_of(units) == before,
            f"{reply.request} was answered {reply.status}, and has changed something all the same.",
        )


def _all_of(units: MemoryUnits) -> list[object]:
    """What is stored."""
    invitations = [(each.state, each.version) for each in units.invitations.stored.values()]
    return [*invitations, *(each.state for each in units.users.stored.values())]


# Task 3: pages

Page = Any
TEXT: Final = {"subject": "Welcome", "text": "Dear guest"}
NEW: Final = {"text": "Dear all"}
BOTH: Final = ("last_wins", "guarded")
_BY_TAG: Final = ["quotes"]
_CHANGES: Final = ["quotes", "no-condition-needed"]
_STALE: Final = ["quotes", "held-to-condition", "other-state"]


def _page(answer: Answer, now: datetime, version: int = 1, **fields: str) -> Page:
    return answer.value(
        "Page(fields, now, version)", fields=dict(fields or TEXT), now=now, version=version
    )


def _written(answer: Answer) -> None:
    """Raises `Wrong` for the stub of a starter."""
    answer.value("tag_of(Page({'text': 'Hi'}, now))", now=FUTURE)


class _Desk:
    """A page called `/page`, or another name, behind the door. Each change takes a second."""

    def __init__(
        self, answer: Answer, design: Any, tag_of: Any, now: datetime, name: str = "page"
    ) -> None:
        self.answer, self.name, self.now = answer, name, now
        self.was_between, self.conditions = False, list[str]()
        self.pages = {name: _page(answer, now)}
        router = answer.value(
            "routes_of(pages, designs, tag_of, now)",
            pages=self.pages,
            designs={name: design},
            tag_of=tag_of,
            now=self._tick,
        )
        self.app = door(router, MemoryUnits(), {})

    def _tick(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    @property
    def fields(self) -> dict[str, str]:
        fields: dict[str, str] = self.pages[self.name].fields
        return fields

    def change(self, **fields: str) -> None:
        """Somebody else does."""
        page = self.pages[self.name]
        new = {**page.fields, **fields}
        self.pages[self.name] = _page(self.answer, self._tick(), page.version + 1, **new)

    def tag(self) -> str:
        reply = self.answer.run(asked(self.app, "GET", f"/{self.name}"))
        reply.should_be(200)
        return str(reply.response.headers["etag"])

    def two_tags(self) -> tuple[str, str]:
        """Of a state that is over, and of the current one."""
        old = self.tag()
        self.change(text="Dear Ada")
        return old, self.tag()

    def patch(self, changes: Mapping[str, object], *if_match: str) -> Answered:
        headers = [("If-Match", line) for line in if_match]
        path = f"/{self.name}"
        return self.answer.run(asked(self.app, "PATCH", path, changes, headers=headers))

    def takes(self, why: str, *if_match: str) -> None:
        """Raises `Wrong` unless a change is made under this condition."""
        self.patch(NEW, *if_match).should_be(200, why)

    def refuses(self, status: int, code: str, why: str, *if_match: str) -> None:
        """Raises `Wrong` unless it is refused, and the page is as it was."""
        before = dict(self.fields)
        reply = self.patch({"text": "Dear Sir"}, *if_match)
        reply.is_problem(status, code, [], why)
        require(self.fields == before, f"{reply.request} has changed the page.")

    def is_stale(self, why: str, *if_match: str) -> None:
        self.refuses(412, "stale-version", why, *if_match)

    def client(
        self, *before_patch: dict[str, str], between_reads: dict[str, str] | None = None
    ) -> AsyncClient:
        """Somebody else changes these fields, each before one more PATCH arrives. `between_reads`
        are changed between a GET and a GET that follows it, and then `was_between`."""
        others, methods = list(before_patch), [""]

        async def meanwhile(request: Request) -> None:
            methods.append(request.method)
            if between_reads and methods[-2:] == ["GET", "GET"] and not self.was_between:
                self.was_between = True
                self.change(**between_reads)
            if request.method == "PATCH":
                self.conditions.append(request.headers.get("if-match", ""))
                if others:
                    self.change(**others.pop(0))

        return AsyncClient(
            transport=ASGITransport(self.app, raise_app_exceptions=False),
            base_url="http://door",
            event_hooks={"request": [meanwhile]},
        )


def _desk(answer: Answer, design: str, now: datetime) -> _Desk:
    """With a page of one of the two designs."""
    _written(answer)
    return _Desk(answer, answer.value(design), answer.value("tag_of"), now)


def _in(design: str, why: str) -> str:
    return f"(The page is `{design}`. {why})"


@check(task=3, points=0.125, demands=["quotes"])
def a_tag_stands_in_quotes(answer: Answer) -> None:
    """A tag has its double quotes.

    They are part of it (RFC 9110, 8.8.3). Chapter 11, "Every request says what it has seen".
    """
    for version in (1, 12):
        page = _page(answer, FUTURE, version)
        tag = answer.value("tag_of(page)", page=page)
        require(
            isinstance(tag, str) and bool(re.fullmatch('"[^"]+"', tag)),
            f"`tag_of(page)` gave `{shown(tag)}`; it should stand in double quotes.",
        )


def _have_tags_of_their_own(
    answer: Answer, now: datetime, states: Sequence[dict[str, str]]
) -> None:
    """Raises `Wrong` when two of these states share a tag, in each of which a page was changed."""
    pages = [_page(answer, now, number + 1, **each) for number, each in enumerate(states)]
    tags = [answer.value("tag_of(page)", page=each) for each in pages]
    for at, tag in enumerate(tags):
        first = tags.index(tag)
        require(
            first == at,
            f"`tag_of` gave `{shown(tag)}` for the fields `{shown(states[first])}`, and again, "
            f"changed in the same second, for `{shown(states[at])}`.",
        )


@check(task=3, points=0.125, demands=["tag-differs"])
def each_change_has_a_tag_of_its_own(answer: Answer, now: datetime) -> None:
    """Each change makes a different tag, also in one tick of the clock.

    A tag that two states share lets whoever has seen the first overwrite the second. Chapter 11,
    "Every request says what it has seen".
    """
    texts = ("one", "two", "owt", "", "two" * 100, "two" * 100 + ".")
    _have_tags_of_their_own(answer, now, [{"text": each} for each in texts])


@check(task=3, points=0.125, demands=["tag-differs"])
def a_value_in_another_field_is_a_change(answer: Answer, now: datetime) -> None:
    """A tag is a different one, too, when two fields swap their values.

    Whoever makes tags of contents makes them of all: names, values, and where one ends. Chapter 11,
    "Every request says what it has seen".
    """
    states: tuple[dict[str, str], ...] = (
        {"subject": "one", "text": "two"},
        {"subject": "two", "text": "one"},
        {"subject": "onet", "text": "wo"},
        {"subject": "one", "note": "two"},
        {"text": "one", "note": "two"},
    )
    _have_tags_of_their_own(answer, now, states)


@check(task=3, points=0.125, demands=["tag-same"])
def equal_pages_have_one_tag(answer: Answer, now: datetime) -> None:
    """Two equal pages have the same tag.

    After a restart, the page is another object, and nobody has changed it. Chapter 11, "Every
    request says what it has seen".
    """
    tags = [answer.value("tag_of(page)", page=_page(answer, now, 4)) for _ in range(2)]
    require(
        tags[0] == tags[1],
        f"`tag_of` gave `{shown(tags[0])}` and `{shown(tags[1])}` for two equal pages.",
    )


@check(task=3, points=0.25, demands=["no-condition-needed"])
def the_last_write_needs_no_condition(answer: Answer) -> None:
    """Where the last write wins, a change needs no condition.

    Whoever reads nothing has no tag to send. Chapter 11, "Which version did you mean?".
    """
    desk = _desk(answer, "last_wins", FUTURE)
    for _ in range(2):
        desk.takes(_in("last_wins", "No condition is needed."))


@check(task=3, points=0.25, demands=["held-to-condition"], needs=_BY_TAG)
def whoever_sends_a_condition_is_held_to_it(answer: Answer) -> None:
    """Where the last write wins, a condition that is sent holds.

    Its sender has asked for protection. Chapter 11, "Which version did you mean?".
    """
    desk = _desk(answer, "last_wins", PAST)
    old, current = desk.two_tags()
    desk.is_stale(_in("last_wins", "That tag is not the current one any more."), old)
    desk.takes(_in("last_wins", "That is the current tag."), current)


@check(task=3, points=0.25, demands=["condition-required"])
def a_guarded_page_wants_a_condition(answer: Answer) -> None:
    """A guarded page is changed under a condition, or not at all.

    What is voluntary is left out by the one script that nobody remembers. Chapter 11, "What it
    costs".
    """
    desk = _desk(answer, "guarded", FUTURE)
    desk.refuses(428, "condition-required", _in("guarded", "There is no condition."))


@check(task=3, points=0.125, demands=["star"])
def a_star_is_a_condition(answer: Answer) -> None:
    """`*` is a condition that every state meets.

    Whoever sends it has thought of it. Chapter 11, "Which version did you mean?".
    """
    for design in BOTH:
        desk = _desk(answer, design, PAST)
        desk.takes(_in(design, "Any state will do."), "*")


@check(task=3, points=0.25, demands=["other-state"], needs=_BY_TAG)
def another_state_is_stale(answer: Answer) -> None:
    """On a guarded page, a condition that names another state is stale.

    Whoever has not seen it may not overwrite it. Chapter 11, "A change under a condition".
    """
    desk = _desk(answer, "guarded", FUTURE)
    old, current = desk.two_tags()
    desk.is_stale(_in("guarded", "That tag is not the current one any more."), old)
    desk.is_stale(_in("guarded", "No page has ever had that tag."), '"elephant"')
    desk.takes(_in("guarded", "That is the current tag."), current)


@check(task=3, points=0.125, demands=["several-tags"], needs=_STALE)
def one_of_several_tags_will_do(answer: Answer) -> None:
    """Of several tags one has to be current, in one line or in more.

    A client that holds two copies may send both (RFC 9110, 13.1.1). Chapter 11, "Which version did
    you mean?".
    """
    for design in BOTH:
        desk = _desk(answer, design, PAST)
        old, _ = desk.two_tags()
        desk.is_stale(_in(design, "Neither is the current tag."), f'"elephant", {old}')
        desk.is_stale(_in(design, "Neither is the current tag."), '"elephant"', old)
        for lines in (["{0}, {1}"], ["{1},{0}"], ["{0}", "{1}"], ["{1}", "{0}"]):
            desk = _desk(answer, design, PAST)
            tags = desk.two_tags()
            why = _in(design, f"The current tag is `{tags[1]}`.")
            desk.takes(why, *(line.format(*tags) for line in lines))


@check(task=3, points=0.125, demands=["weak-tag"], needs=_STALE)
def a_weak_tag_names_no_state(answer: Answer) -> None:
    """A weak tag names no state.

    It says "as good as", and a change has to know exactly (RFC 9110, 13.1.1). Chapter 11, "Which
    version did you mean?".
    """
    for design in BOTH:
        desk = _desk(answer, design, FUTURE)
        desk.is_stale(_in(design, "That is a weak tag."), f"W/{desk.tag()}")


@check(task=3, points=0.125, demands=["no-list"], needs=["held-to-condition", "other-state"])
def what_is_no_list_of_tags_is_refused(answer: Answer) -> None:
    """What is no list of tags is refused, whatever the design.

    Its sender has asked for protection; to ignore it would be worse. Chapter 11, "Which version did
    you mean?".
    """
    for design in BOTH:
        for line in ("Monday", '"1'):
            desk = _desk(answer, design, PAST)
            desk.refuses(400, "malformed-header", _in(design, "That is no list of tags."), line)


def _changed(
    answer: Answer, design: str, now: datetime, page: Page, changes: dict[str, str]
) -> Page:
    """The page that a design makes of this one, under the condition that it wants."""
    if_match = [] if design == "last_wins" else [answer.value("tag_of(page)", page=page)]
    text = f"{design}(page, changes, if_match, now)"
    names: dict[str, Any] = {"page": page, "changes": changes, "if_match": if_match, "now": now}
    new = answer.value(text, **names)
    require(
        isinstance(new, type(page)),
        f"`{text}` gave `{shown(new)}`; it should give a `Page`.",
    )
    return new


def _has_become(what: str, design: str, found: object, wanted: object) -> None:
    require(
        same(found, wanted),
        f"`{design}` returned a page with the `{what}` `{shown(found)}`; it should be "
        f"`{shown(wanted)}`.",
    )


@check(task=3, points=0.125, demands=["written-over"], needs=_CHANGES)
def what_is_sent_is_written_over_the_fields(answer: Answer) -> None:
    """What is sent is written over the fields, and the others stay.

    A PATCH holds what changes. Chapter 11, "Null and absent are two wishes".
    """
    for design in BOTH:
        for changes in (NEW, {"subject": "Hi", "text": ""}):
            new = _changed(answer, design, FUTURE, _page(answer, PAST), dict(changes))
            _has_become("fields", design, new.fields, TEXT | changes)


@check(task=3, points=0.125, demands=["version-up"], needs=_CHANGES)
def the_version_goes_up_by_one(answer: Answer) -> None:
    """A change makes the next version.

    It counts the changes, and tells two states apart. Chapter 11, "Every request says what it has
    seen".
    """
    for design in BOTH:
        for version in (1, 7):
            new = _changed(answer, design, FUTURE, _page(answer, PAST, version), dict(NEW))
            _has_become("version", design, new.version, version + 1)


@check(task=3, points=0.125, demands=["updated-at"], needs=_CHANGES)
def the_page_was_updated_now(answer: Answer, now: datetime) -> None:
    """A change says when it was made.

    The time is the one that was handed in: whoever asks the machine can't be told another.
    Chapter 5, "What the app needs".
    """
    for design in BOTH:
        page = _page(answer, now - WEEK)
        new = _changed(answer, design, now, page, dict(NEW))
        require(
            not same(new.updated_at, page.updated_at),
            f"`{design}` returned a page with the `updated_at` of the old one.",
        )
        _has_become("updated_at", design, new.updated_at, now)


@check(task=3, points=0.125, demands=["new-page"], needs=_CHANGES)
def the_old_page_stays_as_it_is(answer: Answer) -> None:
    """The old page is as it was, and so is what was sent.

    A page is frozen, and its dict is not: whoever holds the page from before sees it change.
    Chapter 2, "Valid from birth".
    """
    for design in BOTH:
        page = _page(answer, PAST, 3)
        _changed(answer, design, FUTURE, page, dict(NEW))
        found = (page.fields, page.updated_at, page.version)
        require(
            same(found, (TEXT, PAST, 3)),
            f"`{design}` has changed the page that it was given: it has the fields "
            f"`{shown(page.fields)}` and the version {page.version}. `page.fields | changes` makes "
            "a new dict.",
        )


SCENES: Final[dict[str, tuple[str, dict[str, str], dict[str, str], bool, str]]] = {
    "letter": (
        "Mary's script sent",
        {"subject": "Welcome", "text": "Dear guest. A paragraph of Ada's."},
        {"text": "Dear guest."},
        False,
        "Ada's paragraph is gone, and nobody was told",
    ),
    "seats": (
        "Mary's script sent",
        {"count": "6", "why": "Grace has hired"},
        {"count": "6", "why": "Ada has hired"},
        False,
        "two have hired, one seat is bought, and nobody was told",
    ),
    "bell": (
        "A tablet sent",
        {"at": "09:00"},
        {"at": "09:01"},
        True,
        "it reads no answer, and the page will say 09:00 for ever",
    ),
    "sign": (
        "A switch sent",
        {"open": "no"},
        {"open": "yes"},
        True,
        "it has no screen, and the office stays closed",
    ),
}


def _comes_to_no_harm(answer: Answer, name: str) -> None:
    """Raises `Wrong` for the harm that is done by the design that was chosen for a page."""
    _written(answer)
    who, fields, changes, arrives, harm = SCENES[name]
    design = answer.value(f"DESIGNS[{name!r}]")
    said = f"`DESIGNS[{name!r}]` is `{shown(design)}`"
    require(
        not isinstance(design, str),
        f"{said}, a string; it should be the function, without quotes.",
    )
    require(callable(design), f"{said}: choose a design.")
    desk = _Desk(answer, design, answer.value("tag_of"), FUTURE, name)
    desk.pages[name] = _page(answer, FUTURE, 1, **fields)
    reply = desk.patch(changes)
    arrived = desk.fields == {**fields, **changes}
    require(
        arrived is arrives,
        f"{who} {reply.request}, without a condition, and was answered {reply.status}: {harm}.",
    )


@check(task=3, points=0.25, demands=["no-harm"], needs=["condition-required"])
def no_paragraph_of_the_letter_gets_lost(answer: Answer) -> None:
    """Of the letter, no paragraph gets lost unheard.

    What is lost, and who hears of a refusal? Chapter 11, "What it costs".
    """
    _comes_to_no_harm(answer, "letter")


@check(task=3, points=0.25, demands=["no-harm"], needs=["condition-required"])
def no_seat_gets_lost(answer: Answer) -> None:
    """Of two who order a seat, both get one, or one is told.

    What is lost, and who hears of a refusal? Chapter 11, "What it costs".
    """
    _comes_to_no_harm(answer, "seats")


@check(task=3, points=0.25, demands=["no-harm"], needs=["no-condition-needed", "written-over"])
def the_bell_is_heard(answer: Answer) -> None:
    """The page of the bell says when somebody last stood there.

    What is lost, and who hears of a refusal? Chapter 11, "What it costs".
    """
    _comes_to_no_harm(answer, "bell")


@check(task=3, points=0.25, demands=["no-harm"], needs=["no-condition-needed", "written-over"])
def the_sign_can_be_switched(answer: Answer) -> None:
    """The sign says what the last switch said.

    What is lost, and who hears of a refusal? Chapter 11, "What it costs".
    """
    _comes_to_no_harm(answer, "sign")


def _our_design(page: Page, changes: dict[str, str], if_match: list[str], now: object) -> Page:
    """Conditions hold, and none is needed."""
    versions = versions_in(if_match)
    if versions is not None and page.version not in versions:
        raise StaleVersion("This page has changed.")
    return type(page)({**page.fields, **changes}, now, page.version + 1)


def _form(answer: Answer) -> tuple[_Desk, Response]:
    """A page of ours, and what a form has read of it."""
    desk = _Desk(answer, _our_design, lambda page: etag_of(page.version), FUTURE)
    return desk, answer.run(desk.client().get("/page"))


class _Saved:
    """What became of the page when a form with these changes was saved, and somebody else has
    changed these fields, each before one more PATCH arrived."""

    def __init__(self, answer: Answer, changes: dict[str, str], *meanwhile: dict[str, str]) -> None:
        self.desk, seen = _form(answer)
        self.text = f"await save(client, '/page', seen, {changes})"
        self.value = answer.value(self.text, client=self.desk.client(*meanwhile), seen=seen)

    def leaves(self, fields: dict[str, str], why: str) -> None:
        """Raises `Wrong` unless the page has these fields now."""
        require(
            same(self.desk.fields, fields),
            f"`{self.text}` left the page as `{self.desk.fields}`; it should be `{fields}`. {why}",
        )

    def gives(self, wanted: list[str], why: str) -> None:
        require(
            same(self.value, wanted),
            f"`{self.text}` gave `{shown(self.value)}`; it should give `{wanted}`. {why}",
        )


_RETRIES: Final = ["sends-condition", "begins-anew"]


@check(task=3, points=0.125, demands=["sends-condition"])
def a_form_names_what_it_has_seen(answer: Answer) -> None:
    """Each PATCH of a form is sent on the condition that the page is as it was seen.

    Not as it was read a moment ago, for nobody has looked at that. Chapter 11, "What you take
    along".
    """
    desk, seen = _form(answer)
    desk.change(subject="Hello")
    text = f"await save(client, '/page', seen, {NEW})"
    answer.value(text, client=desk.client(), seen=seen)
    first, wanted = [*desk.conditions, "nothing"][0], seen.headers["etag"]
    require(
        first == wanted,
        f"`seen` has the tag `{wanted}`, and the page was changed after that; the first PATCH of "
        f"`{text}` has the `If-Match` `{first}`.",
    )
    saved = _Saved(answer, NEW, {})
    for condition in saved.desk.conditions:
        require(
            condition.startswith('"'),
            f"`{saved.text}` sent a PATCH with the `If-Match` `{condition}`; each should name the "
            "version that was read.",
        )


@check(task=3, points=0.125, demands=["saved"], needs=_RETRIES)
def what_is_saved_needs_nobody(answer: Answer) -> None:
    """A form that is saved has no field to look at.

    An empty list says so, at the first try and at a later one. Chapter 11, "What you take along".
    """
    _Saved(answer, NEW).gives([], "(Nobody else has changed the page.)")
    _Saved(answer, NEW, {}).gives([], "(Somebody has saved the page unchanged meanwhile.)")


@check(task=3, points=0.125, demands=["begins-anew"], needs=["sends-condition"])
def a_form_begins_anew_after_a_412(answer: Answer) -> None:
    """When nothing clashes, a form begins anew, as often as it takes.

    A 412 says "not what you have seen", so one looks again. Chapter 11, "What you take along".
    """
    for times in (0, 1, 4):
        saved = _Saved(answer, NEW, *[{}] * times)
        why = f"(Somebody has saved the page unchanged meanwhile, {times} times in a row.)"
        saved.leaves(TEXT | NEW, why)


@check(task=3, points=0.125, demands=["own-fields"], needs=_RETRIES)
def a_form_saves_beside_others(answer: Answer) -> None:
    """A form saves what it changes beside what others change.

    Only a field that both want to change needs a person. Chapter 11, "What you take along".
    """
    once, twice = {"subject": "Hello"}, {"subject": "Hi"}
    why = "(Somebody else has changed `subject` meanwhile.)"
    _Saved(answer, NEW, once).leaves(TEXT | once | NEW, why)
    why = "(Somebody else has changed `subject` before the first PATCH, and before the next.)"
    _Saved(answer, NEW, once, twice).leaves(TEXT | twice | NEW, why)


@check(task=3, points=0.125, demands=["third-value"], needs=["sends-condition"])
def a_form_overwrites_nobody(answer: Answer) -> None:
    """A form overwrites no value that nobody has looked at.

    The new tag alone says nothing: one reads, and compares. Chapter 11, "What you take along".
    """
    for hers in (
        {"text": "Dear Ada"},
        {"text": "Dear Ada", "subject": "Hi"},
        {"text": ""},
        {"text": "DEAR GUEST"},
        {"text": "Dear guest "},
    ):
        why = f"(Somebody else has changed the page meanwhile: `{hers}`.)"
        _Saved(answer, NEW, hers).leaves(TEXT | hers, why)


@check(task=3, points=0.125, demands=["wish-there"], needs=[*_RETRIES, "own-fields"])
def a_wish_that_is_there_is_no_clash(answer: Answer) -> None:
    """What one wanted may be there already: that is no clash.

    It may be one's own change, whose answer was lost. Chapter 11, "What you take along".
    """
    why = "(The same change had arrived before, and its answer was lost.)"
    both = {"text": "Dear all", "subject": "Hi"}
    for changes in (dict(NEW), both):
        saved = _Saved(answer, changes, dict(NEW))
        require(
            not saved.value,
            f"`{saved.text}` gave `{shown(saved.value)}`; it should give `[]`. {why}",
        )
        saved.leaves(TEXT | changes, why)


@check(task=3, points=0.125, demands=["nothing-more"], needs=["sends-condition", "third-value"])
def half_a_form_is_not_saved(answer: Answer) -> None:
    """When a field clashes, nothing more is sent, of the other fields either.

    Whoever looks at a clash decides about the whole form. Chapter 11, "What you take along".
    """
    hers = {"text": "Dear all"}
    saved = _Saved(answer, {"text": "Dear Sir", "subject": "Hi"}, hers)
    saved.leaves(TEXT | hers, "(Somebody else has changed `text` to `Dear all` meanwhile.)")


@check(task=3, points=0.125, demands=["their-names"], needs=["sends-condition", "third-value"])
def a_person_hears_what_clashes(answer: Answer) -> None:
    """Those fields that clash are named, sorted, and no others.

    People who are called for nothing press "overwrite" without looking. Chapter 11, "What you take
    along".
    """
    both = {"text": "Dear Sir", "subject": "Hi"}
    for theirs, names in (
        ({"text": "Dear all"}, ["text"]),
        ({"subject": "Hello"}, ["subject"]),
        ({"text": "Dear all", "subject": "Hello"}, ["subject", "text"]),
    ):
        why = f"(Somebody else has changed the page meanwhile: `{theirs}`.)"
        _Saved(answer, both, theirs).gives(names, why)


@check(
    task=3,
    points=0.125,
    demands=["seen-last"],
    needs=[*_RETRIES, "own-fields", "third-value", "wish-there", "their-names", "nothing-more"],
)
def what_was_read_is_what_was_seen(answer: Answer) -> None:
    """Each 412 compares with what was read after the one before.

    The form was opened long ago; what it saw at its last look is what it sends a tag of. Chapter
    11, "What you take along".
    """
    both = {"subject": "Hi", "text": "Dear all"}
    saved = _Saved(answer, both, dict(NEW), {"text": "Dear guest"})
    why = "(Somebody has changed `text` to the same meanwhile, and then taken it back.)"
    saved.leaves(TEXT, why)
    saved.gives(["text"], why)


@check(task=3, points=0.125, demands=["seen-last"], needs=["third-value"])
def a_form_names_what_it_has_compared(answer: Answer) -> None:
    """The tag is that of the answer which was compared.

    Between two reads somebody can save. Chapter 11, "What you take along".
    """
    desk, seen = _form(answer)
    hers = {"text": "Dear all"}
    client = desk.client({"subject": "Hello"}, between_reads=hers)
    text = "await save(client, '/page', seen, {'text': 'Dear Sir'})"
    answer.value(text, client=client, seen=seen)
    require(
        not desk.was_between or desk.fields["text"] == hers["text"],
        f"`{text}` has read the page twice in a row, and somebody changed `text` between the two: "
        "that is overwritten. The tag has to come from the answer that was compared.",
    )


@check(task=3, points=0.125, demands=["others-raised"], needs=_RETRIES)
def another_refusal_is_raised(answer: Answer) -> None:
    """Any refusal but a 412 is raised, at whichever try.

    Whoever presses "save" and reads nothing believes that it is done. Chapter 11, "What you take
    along".
    """
    text = f"await save(client, '/page', seen, {NEW})"
    _, seen = _form(answer)
    for statuses in ([422], [400], [404], [409], [428], [503], [412, 503]):
        client = _refusing(seen, statuses)
        why = f"(The PATCH was answered {' and then '.join(map(str, statuses))}.)"
        answer.raises(text, HTTPStatusError, why, client=client, seen=seen)


def _refusing(seen: Response, statuses: list[int]) -> AsyncClient:
    """Each GET is answered as before, each PATCH with the next of these."""
    left = list(statuses)

    def answers(request: Request) -> Response:
        if request.method == "PATCH":
            return Response(left.pop(0) if left[1:] else left[0], json={})
        return Response(200, json=seen.json(), headers={"ETag": seen.headers["etag"]})

    return AsyncClient(transport=MockTransport(answers), base_url="http://door")


@check(task=3, points=0.125, demands=["typed-stays"])
def what_was_typed_stays(answer: Answer) -> None:
    """What was typed is as it was, also when a form begins anew.

    A person who has to look looks at that. Chapter 2, "Valid from birth".
    """
    both = {"text": "Dear all", "subject": "Hi"}
    for theirs in ({}, {"text": "Dear all"}, {"text": "Dear Ada"}):
        desk, seen = _form(answer)
        text = "await save(client, '/page', seen, changes)"
        client = desk.client(theirs)
        answer.value(text, client=client, seen=seen, changes=dict(both))
