"""What the answers to exercise 10 must do: statuses and pointers, a route, foreign exceptions."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, cast
from uuid import UUID

from course.grading.checks import FUTURE, PAST, Answer, Wrong, check, require, shown, told
from course.grading.compare import same
from exercises.checks.doors import Answered, MemoryUnits, asked, router_of
from exercises.checks.worlds import FixedClock, KeptMailer, invitation
from exercises.invitations.door import PREFIX, door
from exercises.invitations.entities import Invitation
from exercises.invitations.events import InvitationId
from exercises.invitations.ports import Letter, Mailer
from exercises.invitations.sending import SendInvitation, Undeliverable, send_invitation
from reference_app.application.bus import Bus
from reference_app.application.messages import CommandHandlers
from reference_app.application.ports import Unavailable
from reference_app.domain.errors import Conflict

ADA: Final = {"email": "ada@example.com"}


class Unforeseen(Exception):
    """Of no kind that anybody knows."""


# Task 1: TOLD


def _status(answer: Answer, name: str, wanted: int, hint: str) -> None:
    text = f"TOLD[{name!r}][0]"
    got = answer.value(text)
    require(same(got, wanted), f"`{text}` is `{shown(got)}`. {hint}")


def _pointers(answer: Answer, name: str, wanted: Sequence[str], hint: str) -> None:
    text = f"TOLD[{name!r}][1]"
    got = answer.value(text)
    require(same(got, wanted), f"`{text}` is `{shown(got)}`. {hint}")


@check(task=1, points=0.25, demands=["status-409"])
def what_is_stored_stands_against_it(answer: Answer) -> None:
    """What is in order, and hindered by an invitation that is stored, is a conflict.

    A client may read again after a conflict; a form that can't be right has to be changed. Chapter
    10, "One table".
    """
    hint = "Sent to an empty app it would go through: what is stored stands against it."
    _status(answer, "again", 409, hint)


@check(task=1, points=0.25, demands=["status-409"])
def what_is_over_stands_against_it(answer: Answer) -> None:
    """What comes too late is a conflict.

    The invitation is there, and everybody may read of it. Chapter 10, "One table".
    """
    hint = "Sent yesterday it would have gone through: what is stored stands against it."
    _status(answer, "late", 409, hint)


@check(task=1, points=0.25, demands=["status-422"])
def what_cannot_be_right_is_unprocessable(answer: Answer) -> None:
    """What can't be right, whatever is stored, is unprocessable.

    It was read well, and has to be changed before it is sent again. Chapter 10, "One table".
    """
    _status(answer, "typo", 422, "It can be read well, and can't be right, whatever is stored.")
    _status(answer, "field", 422, "It can be read well, and can't be right, whatever is stored.")


@check(task=1, points=0.25, demands=["status-404"])
def what_is_not_there_is_not_found(answer: Answer) -> None:
    """What speaks of nothing is not found.

    One table decides, for all routes alike. Chapter 10, "One table".
    """
    _status(answer, "nobody", 404, "It speaks of an invitation that is not there.")


@check(task=1, points=0.5, demands=["pointers"])
def a_pointer_leads_to_the_field(answer: Answer) -> None:
    """A pointer leads to the field, step by step.

    Its steps are those of the path, each behind a `/` (RFC 6901). Chapter 10, "One table".
    """
    _pointers(answer, "again", ["/email"], "Its one step is `email`, and a step begins with a `/`.")
    hint = "Its three steps are those of the path: `guests`, 3, `email`."
    _pointers(answer, "typo", ["/guests/3/email"], hint)


@check(task=1, points=0.25, demands=["no-pointer"])
def what_has_no_place_has_no_pointer(answer: Answer) -> None:
    """A refusal without a place has no pointer.

    Nothing in the form is to be mended, so there is nothing to find. Chapter 10, "One table".
    """
    for name in ("late", "nobody"):
        _pointers(answer, name, [], "No field of the form is to blame, so there is none to list.")


@check(task=1, points=0.25, demands=["slash-in-a-name"], needs=["pointers"])
def a_slash_within_a_name_is_no_step(answer: Answer) -> None:
    """A `/` within a name is no step.

    Two characters are escaped (RFC 6901, 3), or the pointer would lead to `paid` within `seats`.
    """
    hint = "It has to lead to one field, whose name holds a `/`: that character is escaped."
    _pointers(answer, "field", ["/seats~1paid"], hint)


# Task 2: POST /api/v1/invitations


class _Failing:
    """Whatever is sent is refused with this error."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    async def send(self, letter: Letter) -> None:
        raise self._error


def _units(
    now: datetime = FUTURE,
    *,
    mailer: Mailer | None = None,
    refuses: Exception | None = None,
    invited: str = "",
) -> MemoryUnits:
    """An empty world, or one with an invitation. `refuses` is raised by its commits."""
    units = MemoryUnits(mailer=mailer or KeptMailer(), clock=FixedClock(now), refuses=refuses)
    if invited:
        stored = invitation(email=invited, now=now)
        units.invitations.stored[stored.state.id] = Invitation(stored.state, 1)
    return units


def _post(
    answer: Answer,
    units: MemoryUnits,
    body: object = None,
    raw: bytes | None = None,
    kind: str = "application/json",
) -> Answered:
    app = _app(answer, units)
    headers = [] if raw is None else [("content-type", kind)] if kind else []
    return answer.run(asked(app, "POST", PREFIX, body, raw=raw, headers=headers))


def _app(answer: Answer, units: MemoryUnits) -> Any:
    commands: CommandHandlers = {SendInvitation: cast(Any, send_invitation)}
    return door(router_of(answer), units, commands)


def _sent(answer: Answer, units: MemoryUnits, body: dict[str, object]) -> Answered:
    """Raises `Wrong` unless it is a success, whatever that looks like."""
    reply = _post(answer, units, body)
    if not 200 <= reply.status < 300:
        reply.should_be(201)
    return reply


def _only(units: MemoryUnits) -> Invitation:
    """The one invitation that is stored."""
    count = len(units.invitations.stored)
    require(count == 1, f"After a success, {count} invitations are stored; it should be one.")
    (stored,) = units.invitations.stored.values()
    return stored


def _is_good_for(answer: Answer, now: datetime, body: dict[str, object], days: int) -> None:
    """Raises `Wrong` unless an invitation is stored that is good for so many days."""
    units = _units(now)
    reply = _sent(answer, units, body)
    until, found = now + timedelta(days=days), _only(units).state.expires_at
    require(found == until, f"{reply.request} is good until {found}; it should be {until}.")


@check(task=2, points=0.25, demands=["created"])
def an_invitation_is_sent(answer: Answer) -> None:
    """An invitation is a 201; it is stored, and its letter is in the post.

    A client that repeats a lost request has to know that something was made. Chapter 10, "Parse,
    ask, render".
    """
    for body in (ADA, {**ADA, "days": 3}):
        mailer = KeptMailer()
        units = _units(mailer=mailer)
        reply = _post(answer, units, body)
        reply.should_be(201)
        _only(units)
        require(len(mailer.letters) == 1, f"{reply.request} sent {len(mailer.letters)} letters.")


@check(task=2, points=0.125, demands=["one-route"])
def there_is_one_route(answer: Answer) -> None:
    """There is one route, at one address.

    An address is compared letter by letter, and each that answers has to be kept up. Chapter 10,
    "Parse, ask, render".
    """
    app = _app(answer, _units())
    for method, path, status in (
        ("POST", f"{PREFIX}/", 404),
        ("GET", PREFIX, 405),
        ("POST", f"{PREFIX}/new", 404),
    ):
        body = dict(ADA) if method == "POST" else None
        answer.run(asked(app, method, path, body)).should_be(status, "(There is one route.)")
    reply = answer.run(asked(app, "POST", PREFIX, dict(ADA)))
    require(
        reply.status not in (404, 405),
        f"{reply.request} was answered {reply.status}: no route has this address.",
    )


@check(task=2, points=0.125, demands=["days"])
def it_is_good_for_as_many_days_as_were_said(answer: Answer, now: datetime) -> None:
    """An invitation is good for as many days as were said.

    What is read and then forgotten is a wish that gets lost. Chapter 10, "Parse, ask, render".
    """
    for days in (1, 3, 30):
        _is_good_for(answer, now, {**ADA, "days": days}, days)


@check(task=2, points=0.125, demands=["days-left-out"])
def who_says_nothing_gets_the_days_of_the_message(answer: Answer, now: datetime) -> None:
    """Whoever leaves the days out gets those of the message.

    The week stands in one place, and that is not the door. Chapter 10, "Parse, ask, render".
    """
    _is_good_for(answer, now, dict(ADA), SendInvitation(email="").days)


@check(task=2, points=0.125, demands=["view"])
def the_answer_shows_the_invitation(answer: Answer, now: datetime) -> None:
    """The answer shows the view of the invitation, as JSON, and no more than that.

    The code is in the letter alone. Chapter 10, "Parse, ask, render".
    """
    for email in ("ada@example.com", "Ada.L@Example.com"):
        units = _units(now)
        reply = _sent(answer, units, {"email": email})
        _shows(reply, _only(units))


def _shows(reply: Answered, stored: Invitation) -> None:
    """Raises `Wrong` unless the answer is the view of it, as JSON."""
    wanted = {
        "id": str(stored.state.id),
        "email": stored.state.email.text,
        "status": "pending",
        "expires_at": f"{stored.state.expires_at:%Y-%m-%dT%H:%M:%SZ}",
        "version": 1,
    }
    kind = reply.response.headers.get("content-type")
    said = f"{reply.request} was answered {reply.status} with"
    require(str(kind).partition(";")[0] == "application/json", f"{said} the content type `{kind}`.")
    body = reply.body
    names = set(body) if isinstance(body, dict) else set()
    for word, others in (("without", set(wanted) - names), ("with", names - set(wanted))):
        listed = ", ".join(f"`{each}`" for each in sorted(others))
        require(
            not others,
            f"{said} a body {word} {listed}: `{shown(body)}`; it should be the view: `{wanted}`.",
        )
    for name, value in wanted.items():
        found = body[name]
        alike = same(found, value) or (name == "expires_at" and _moment(found) == _moment(value))
        require(alike, f"{said} the `{name}` `{shown(found)}`; it should be `{value!r}`.")


def _moment(text: object) -> datetime | None:
    """What a text in JSON says, in whichever time zone; None when that is no moment."""
    try:
        return datetime.fromisoformat(text) if isinstance(text, str) and "T" in text else None
    except ValueError:
        return None


@check(task=2, points=0.25, demands=["location"])
def the_answer_says_where(answer: Answer) -> None:
    """The answer names the address of what it made.

    Without it a client has to build it from what it believes of ours. Chapter 10, "Parse, ask,
    render".
    """
    units = _units()
    reply = _sent(answer, units, dict(ADA))
    wanted = f"{PREFIX}/{_only(units).state.id}"
    found = reply.response.headers.get("location")
    require(
        reply.place == wanted,
        f"{reply.request} has the `Location` `{shown(found)}`; it should be `{wanted}`.",
    )


@check(task=2, points=0.125, demands=["etag"])
def the_answer_says_which_version(answer: Answer) -> None:
    """The answer has the version of what it made, as a tag.

    Whoever changes it next says what has been seen. Chapter 10, "Parse, ask, render".
    """
    reply = _sent(answer, _units(PAST), dict(ADA))
    tag = reply.response.headers.get("etag", "nothing")
    require(
        tag == '"1"',
        f'The `ETag` of the answer to {reply.request} is {tag}; it should be "1", with the double '
        "quotes, as `etag_of` writes it.",
    )


_UNKNOWN: Final[tuple[tuple[dict[str, object], str], ...]] = (
    ({**ADA, "dayz": 3}, "/dayz"),
    ({**ADA, "status": "accepted"}, "/status"),
    ({**ADA, "days": 3, "dayz": None}, "/dayz"),
)
_OTHER_TYPES: Final[tuple[tuple[dict[str, object], str], ...]] = (
    ({**ADA, "days": "3"}, "/days"),
    ({**ADA, "days": True}, "/days"),
    ({**ADA, "days": None}, "/days"),
    ({**ADA, "days": 3.5}, "/days"),
    ({**ADA, "days": [3]}, "/days"),
)
_NO_EMAIL: Final[tuple[tuple[dict[str, object], str], ...]] = (
    ({"days": 3}, "/email"),
    ({"email": None}, "/email"),
    ({"email": 7}, "/email"),
    ({"email": ["ada@example.com"]}, "/email"),
)


def _refused(answer: Answer, bodies: Sequence[tuple[object, str]], why: str) -> None:
    for body, _ in bodies:
        _post(answer, _units(), body).should_be(422, why)


@check(task=2, points=0.125, demands=["email"])
def an_email_is_a_string(answer: Answer) -> None:
    """A body without an email, or with one that is no string, is refused.

    Declare its shape, and it is judged before the route is called. Chapter 10, "Parse, ask,
    render".
    """
    _refused(answer, _NO_EMAIL, "(There is no `email` that is a string.)")
    _refused(answer, [([], ""), ("ada@example.com", ""), ([dict(ADA)], "")], "(It is no object.)")


@check(task=2, points=0.125, demands=["as-sent"])
def the_email_is_handed_on_as_it_is(answer: Answer) -> None:
    """The email is handed on as it was sent.

    What an email is, and when two are one, its value knows. Chapter 2, "Many spellings, one key".
    """
    for email in ("Ada.L@Example.com", "ada@example.com"):
        units = _units(PAST)
        reply = _sent(answer, units, {"email": email})
        found = _only(units).state.email.text
        require(
            found == email,
            f"{reply.request} has stored the email `{shown(found)}`; it should be `{email!r}`.",
        )
    for email in (" ada@example.com", "ada@example.com\n"):
        _refused(answer, [({"email": email}, "")], "(No email looks like this.)")


@check(task=2, points=0.25, demands=["unknown-field"])
def unknown_fields_are_refused(answer: Answer) -> None:
    """A field that an invitation has not is refused.

    A typo that is dropped is a wish that gets lost. Chapter 10, "Parse, ask, render".
    """
    _refused(answer, _UNKNOWN, "(There is no such field.)")


@check(task=2, points=0.125, demands=["other-type"])
def other_types_are_refused(answer: Answer) -> None:
    """Days that are no whole number are refused, `null` among them.

    What a client means by `true` days, nobody knows. Chapter 10, "Parse, ask, render".
    """
    _refused(answer, _OTHER_TYPES, "(These days are no whole number.)")


@check(task=2, points=0.125, demands=["pointer"], needs=["email", "unknown-field", "other-type"])
def a_wrong_shape_has_its_place(answer: Answer) -> None:
    """What has another shape is told of by its pointer.

    A form marks the field that it leads to. Chapter 10, "One table".
    """
    for body, pointer in (*_NO_EMAIL, *_UNKNOWN, *_OTHER_TYPES):
        _post(answer, _units(PAST), body).is_problem(422, "invalid-value", [pointer])


@check(task=2, points=0.125, demands=["not-declared"])
def what_is_not_declared_as_json_is_not_read(answer: Answer) -> None:
    """A body that is not declared as JSON is not read.

    Any page of the web can make a browser send a text. Chapter 10, "Bytes to a plain value".
    """
    raw = b'{"email": "ada@example.com"}'
    for kind in ("text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""):
        reply = _post(answer, _units(), raw=raw, kind=kind)
        why = "" if kind else "(It has no `Content-Type`.)"
        reply.is_problem(415, "unsupported-media-type", why=why)


@check(task=2, points=0.125, demands=["not-json"])
def what_is_no_json_is_refused(answer: Answer) -> None:
    """What can't be read as JSON is refused before any schema.

    It has no fields that could be wrong. Chapter 10, "Bytes to a plain value".
    """
    for raw in (b'{"email": ', b"", b"email=ada@example.com", b"\xff", b"{'email': 'ada'}"):
        _post(answer, _units(PAST), raw=raw).is_problem(400, "malformed-json")


@check(task=2, points=0.125, demands=["named-twice"])
def a_field_that_is_named_twice_is_refused(answer: Answer) -> None:
    """A body that names a field twice is refused.

    Two readers could understand it differently. Chapter 10, "Bytes to a plain value".
    """
    for raw in (
        b'{"email": "ada@example.com", "email": "mallory@example.com"}',
        b'{"email": "ada@example.com", "days": 3, "days": 3}',
    ):
        _post(answer, _units(), raw=raw).is_problem(400, "malformed-json")


@check(task=2, points=0.25, demands=["refusals"], needs=["days"])
def refusals_pass_through(answer: Answer) -> None:
    """What the use case refuses is answered in the app's one shape, with code and place.

    Raise, never render: a route has no error to handle, so none to forget. Chapter 10, "One table".
    """
    reply = _post(answer, _units(invited="Ada@example.com"), ADA)
    reply.is_problem(409, "already-invited", ["/email"])
    for body, pointer in (
        ({**ADA, "days": 31}, "/days"),
        ({**ADA, "days": 0}, "/days"),
        ({"email": "ada"}, "/email"),
    ):
        _post(answer, _units(PAST), body).is_problem(422, "invalid-value", [pointer])
    for error, status, code in (
        (Unavailable("No letter can be sent."), 503, "unavailable"),
        (Undeliverable("Nobody lives there."), 409, "undeliverable"),
    ):
        reply = _post(answer, _units(mailer=_Failing(error)), ADA)
        reply.is_problem(status, code, why="(Its letter could not be sent.)")


@check(task=2, points=0.25, demands=["commit"])
def no_answer_before_the_commit(answer: Answer) -> None:
    """A commit that fails is no 201, and is answered in the app's one shape.

    Code behind a `yield` and tasks in the background run when the answer has left. Chapter 7,
    "First stored, then answered".
    """
    for error, status, code in (
        (Unavailable("The disk is full."), 503, "unavailable"),
        (Conflict("Somebody else was faster."), 409, "conflict"),
    ):
        reply = _post(answer, _units(refuses=error), ADA)
        reply.is_problem(status, code, why="(Its commit failed.)")


@check(task=2, points=0.125, demands=["unforeseen"])
def what_nobody_foresaw_is_a_500_of_one_shape(answer: Answer) -> None:
    """What nobody foresaw is a 500 in the app's one shape.

    The door has a last resort, and it says nothing of the inside. Chapter 10, "The last resort".
    """
    for error in (Unforeseen("a mistake of ours"), KeyError("email"), ValueError("no such loft")):
        reply = _post(answer, _units(mailer=_Failing(error)), ADA)
        reply.is_problem(500, "internal-server-error", why=f"(`{told(error)}` came up within.)")


@check(task=2, points=0.125, demands=["nothing-stored"])
def of_what_is_refused_nothing_is_stored(answer: Answer) -> None:
    """Of what is refused, nothing is stored.

    Whoever reads an error and sends again must not be told that he was invited. Chapter 7, "First
    stored, then answered".
    """
    for units, body in (
        (_units(refuses=Unavailable("The disk is full.")), dict(ADA)),
        (_units(PAST, mailer=_Failing(Unavailable("No letter can be sent."))), dict(ADA)),
        (_units(mailer=_Failing(Undeliverable("Nobody lives there."))), dict(ADA)),
        (_units(PAST, mailer=_Failing(Unforeseen("a mistake of ours"))), dict(ADA)),
        (_units(), {**ADA, "dayz": 3}),
        (_units(PAST), {**ADA, "days": 31}),
    ):
        reply = _post(answer, units, body)
        require(
            reply.status < 300 or units.stored() == (0, 0),
            f"{reply.request} was answered {reply.status}, and the invitation is stored all the "
            "same.",
        )


# Task 3: pigeons

GUEST: Final = InvitationId(UUID(int=1))
ADDRESSES: Final = ("Ada.L@Example.com", "Guest1@example.com")
REMIND: Final = f"{PREFIX}/{GUEST}/remind"


class _Post:
    """Pigeon Post; `trouble` makes an error for the address to which something should fly."""

    def __init__(self, trouble: Callable[[str], Exception] | None = None) -> None:
        self._trouble = trouble
        self.flown: list[tuple[str, str]] = []

    async def fly(self, to: str, text: str) -> None:
        if self._trouble:
            raise self._trouble(to)
        self.flown.append((to, text))


class _Loft:
    """A world with one guest, who is invited already, and two routes over Pigeon Post."""

    def __init__(
        self,
        answer: Answer,
        trouble: Callable[[str], Exception] | None = None,
        *,
        now: datetime = FUTURE,
        refuses: Exception | None = None,
    ) -> None:
        self.answer, self.post = answer, _Post(trouble)
        mailer = answer.value("PigeonMailer(post)", post=self.post)
        self.units = _units(now, mailer=mailer, refuses=refuses, invited=ADDRESSES[1])
        self.commands = answer.value("COMMANDS")
        self.app = door(router_of(answer), self.units, self.commands)

    def invite(self, email: str = ADDRESSES[0]) -> Answered:
        return self.answer.run(asked(self.app, "POST", PREFIX, {"email": email}))

    def remind(self, path: str = REMIND) -> Answered:
        return self.answer.run(asked(self.app, "POST", path))

    def both(self) -> list[Answered]:
        return [self.invite(), self.remind()]

    @property
    def guest(self) -> Invitation:
        return self.units.invitations.stored[GUEST]

    @property
    def new(self) -> list[Invitation]:
        return [each for each in self.units.invitations.stored.values() if each != self.guest]


def _raising(answer: Answer, kind: str) -> Callable[[str], Exception]:
    """An error of the manual's, with the address in its text, as the manual says."""
    made: type[Exception] = answer.value(kind)
    return lambda to: made(f"no way to {to}")


@check(task=3, points=0.5, demands=["answers-as-before"])
def fair_weather_is_as_before(answer: Answer, now: datetime) -> None:
    """Where letters fly, the answers are as before.

    A repair must not break what worked.
    """
    loft = _Loft(answer, now=now)
    invited, reminded = loft.both()
    invited.should_be(201)
    reminded.should_be(200)
    require(len(loft.new) == 1, f"{invited.request} was answered 201, and nothing is stored.")
    _shows(invited, loft.new[0])
    _shows(reminded, loft.guest)
    loft.guest.revoke(now)
    loft.remind().should_be(200, "(It has been revoked, which was no matter before.)")


@check(task=3, points=0.5, demands=["letter-as-before"])
def the_same_letters_fly(answer: Answer) -> None:
    """The same letters fly to the same addresses, each once.

    An address is its owner's, and the part before the `@` is for the other side to read. Chapter 2,
    "Many spellings, one key".
    """
    loft = _Loft(answer)
    replies = loft.both()
    require(len(loft.new) == 1, f"After {replies[0].request}, nothing is stored.")
    stored = (loft.new[0], loft.guest)
    wanted = [(each.state.email.text, f"Your code is {each.state.code.text}.") for each in stored]
    require(
        same(loft.post.flown, wanted),
        f"One was invited and one reminded, and what flew is `{loft.post.flown}`; it should be "
        f"`{wanted}`.",
    )


@check(task=3, points=0.25, demands=["refused-as-before"])
def what_is_refused_is_as_before(answer: Answer) -> None:
    """What is refused is refused as before, and no letter flies.

    A letter can't be taken back. Chapter 7, "First stored, then answered".
    """
    loft = _Loft(answer, now=PAST)
    reply = loft.remind(f"{PREFIX}/{UUID(int=9)}/remind")
    reply.is_problem(404, "invitation-not-found", [])
    for email, status, code in (
        (ADDRESSES[1].lower(), 409, "already-invited"),
        ("ada", 422, "invalid-value"),
    ):
        reply = loft.invite(email)
        reply.is_problem(status, code, ["/email"])
    require(not loft.post.flown, f"{reply.request} was refused, and a letter flew all the same.")


@check(task=3, points=0.5, demands=["outage"])
def pigeons_that_are_down_are_an_outage(answer: Answer) -> None:
    """Pigeons that are down are the outage that the app knows: a 503, with `Retry-After`.

    A client that waits and tries again must not need to know why. Chapter 10, "One table".
    """
    reply = _Loft(answer, _raising(answer, "PigeonDown")).invite()
    _is_outage(reply, "PigeonDown")


def _is_outage(reply: Answered, kind: str) -> None:
    reply.is_problem(503, "unavailable", [], why=f"(The post had raised `{kind}`.)")
    require(
        "retry-after" in reply.response.headers,
        f"{reply.request} was answered 503 without `Retry-After`.",
    )


@check(task=3, points=0.25, demands=["both-routes"])
def an_outage_is_one_at_both_routes(answer: Answer) -> None:
    """A reminder that can't fly is the same outage.

    Who mends one route leaves the next one that sends a letter. Chapter 10, "One table".
    """
    reply = _Loft(answer, _raising(answer, "PigeonDown"), now=PAST).remind()
    _is_outage(reply, "PigeonDown")


@check(task=3, points=0.5, demands=["whatever-way"], needs=["outage", "both-routes"])
def pigeons_may_be_down_in_any_way(answer: Answer) -> None:
    """Pigeons that are down in whatever way are an outage, at both routes.

    The manual says that there may be more kinds one day, and all of them are a `PigeonDown`.
    """
    storm, down = answer.value("PigeonStorm"), answer.value("PigeonDown")
    fog = type("PigeonFog", (down,), {})
    for kind in (storm, fog, type("PigeonHail", (storm,), {})):

        def trouble(to: str, kind: type[Exception] = kind) -> Exception:
            return kind(f"no way to {to}")

        for reply in _Loft(answer, trouble).both():
            _is_outage(reply, kind.__name__)


@check(task=3, points=0.5, demands=["undeliverable"])
def an_address_of_nobody_is_a_conflict(answer: Answer) -> None:
    """An address where nobody lives is a 409, at both routes.

    Nobody will ever live there, so no waiting helps. Chapter 10, "One table".
    """
    for reply in _Loft(answer, _raising(answer, "NoSuchRoof")).both():
        reply.is_problem(409, "undeliverable", why="(The post had raised `NoSuchRoof`.)")


@check(task=3, points=0.25, demands=["not-repeated"])
def the_address_is_not_repeated(answer: Answer) -> None:
    """The address is not repeated.

    A message can be shown and logged: what somebody typed does not belong there. Chapter 2, "A
    refusal that leads to the place".
    """
    for reply, address in zip(
        _Loft(answer, _raising(answer, "NoSuchRoof"), now=PAST).both(), ADDRESSES, strict=True
    ):
        require(
            address.lower().partition("@")[0] not in reply.response.text.lower(),
            f"{reply.request} was answered `{reply.response.text}`: that repeats the address.",
        )


@check(task=3, points=0.25, demands=["points-at-email"], needs=["undeliverable"])
def the_form_hears_which_field_to_mend(answer: Answer) -> None:
    """The answer to a form points at its email.

    Its user sees that no letter can be delivered, and at which field. Chapter 10, "One table".
    """
    reply = _Loft(answer, _raising(answer, "NoSuchRoof")).invite()
    reply.is_problem(409, "undeliverable", ["/email"])


@check(task=3, points=0.25, demands=["no-pointer"], needs=["undeliverable"])
def a_reminder_has_no_field_to_mend(answer: Answer) -> None:
    """The answer to a reminder points at nothing.

    A pointer leads into the body that was sent, and none was. Chapter 10, "One table".
    """
    reply = _Loft(answer, _raising(answer, "NoSuchRoof"), now=PAST).remind()
    reply.is_problem(409, "undeliverable", [])


@check(task=3, points=0.25, demands=["bus-unavailable"])
def whoever_asks_the_bus_hears_of_an_outage(answer: Answer) -> None:
    """Whoever asks the bus hears `Unavailable`.

    The door is not the only one who asks, and nobody but the adapter knows of pigeons. Chapter 10,
    "One table", and chapter 9.
    """
    for kind in ("PigeonDown", "PigeonStorm"):
        _hears(answer, kind, Unavailable)


@check(task=3, points=0.25, demands=["bus-undeliverable"])
def whoever_asks_the_bus_hears_of_an_address(answer: Answer) -> None:
    """Whoever asks the bus hears `Undeliverable`.

    For the database the job at night knows what to do, and now it does for letters. Chapter 10,
    "One table", and chapter 9.
    """
    _hears(answer, "NoSuchRoof", Undeliverable)


def _hears(answer: Answer, kind: str, wanted: type[Exception]) -> None:
    """Raises `Wrong` unless that is what two messages raise when the post has this trouble."""
    for text in ("RemindGuest(invitation_id=id)", "SendInvitation(email='ada@example.com')"):
        loft = _Loft(answer, _raising(answer, kind))
        units: Any = loft.units
        bus = Bus(units, loft.commands, {})
        command = answer.value(text, id=GUEST)
        said = f"`await bus.execute({text})`, with `{kind}` in the post,"
        should = f"it should raise `{wanted.__name__}`"
        try:
            answer.run(bus.execute(command))
        except Exception as error:
            require(type(error) is wanted, f"{said} raised `{told(error)}`; {should}.")
        else:
            raise Wrong(f"{said} raised nothing; {should}.")


@check(task=3, points=0.5, demands=["unforeseen"])
def what_nobody_foresaw_stays_a_500(answer: Answer) -> None:
    """An error that nobody foresaw stays a 500.

    Whoever calls every error an outage is told of no mistake any more: clients wait and try again.
    Chapter 10, "The last resort".
    """
    for trouble in (ZeroDivisionError("pigeons"), ValueError("no such loft"), Unforeseen("rain")):
        for reply in _Loft(answer, lambda _, trouble=trouble: trouble).both():  # type: ignore[misc]
            _is_500(reply, f"with `{told(trouble)}` in the post")
    ours = Unforeseen("a mistake of ours")
    reply = _Loft(answer, refuses=ours).invite()
    _is_500(reply, f"when its commit raised `{told(ours)}`")


def _is_500(reply: Answered, when: str) -> None:
    require(
        reply.status == 500,
        f"{reply.request} was answered {reply.status}, {when}; it should be 500.",
    )


@check(task=3, points=0.25, demands=["refused-as-before"])
def of_what_cannot_fly_nothing_is_stored(answer: Answer) -> None:
    """Where a letter could not fly, nothing is stored.

    An invitation would stand in the way of the next one, and nobody has its code. Chapter 7, "First
    stored, then answered".
    """
    for kind in ("PigeonDown", "NoSuchRoof"):
        loft = _Loft(answer, _raising(answer, kind))
        before = (loft.guest.state, loft.guest.version)
        for reply in loft.both():
            require(
                reply.status < 300
                or (not loft.new and same((loft.guest.state, loft.guest.version), before)),
                f"{reply.request} was answered {reply.status}, and something is stored all the "
                "same.",
            )
