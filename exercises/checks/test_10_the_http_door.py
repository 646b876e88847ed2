"""What the answers to exercise 10 must do: statuses and pointers, a route, foreign exceptions."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final, cast
from uuid import UUID

from course.grading.checks import Answer, Wrong, check, require, shown, told
from course.grading.compare import same
from exercises.checks.doors import Answered, MemoryUnits, asked, router_of
from exercises.checks.worlds import NOW, KeptMailer, invitation
from exercises.invitations.door import PREFIX, door
from exercises.invitations.entities import Invitation
from exercises.invitations.events import InvitationId
from exercises.invitations.ports import Letter
from exercises.invitations.sending import SendInvitation, Undeliverable, send_invitation
from reference_app.application.bus import Bus
from reference_app.application.messages import CommandHandlers
from reference_app.application.ports import Unavailable

ADA: Final = {"email": "ada@example.com"}

# Task 1: TOLD


def _status(answer: Answer, name: str, wanted: int, hint: str) -> None:
    text = f"TOLD[{name!r}][0]"
    got = answer.value(text)
    require(same(got, wanted), f"`{text}` is `{shown(got)}`. {hint}")


def _pointers(answer: Answer, name: str, wanted: Sequence[str], hint: str) -> None:
    text = f"TOLD[{name!r}][1]"
    got = answer.value(text)
    require(same(got, wanted), f"`{text}` is `{shown(got)}`. {hint}")


@check(task=1, points=0.5)
def what_is_stored_stands_against_it(answer: Answer) -> None:
    """What is in order, and hindered by what is stored, is a conflict.

    A client may read again after a conflict; a form that can't be right has to be changed. Chapter
    10, "One table".
    """
    hint = "Sent to an empty app it would go through: what is stored stands against it."
    _status(answer, "again", 409, hint)
    hint = "Sent yesterday it would have gone through: what is stored stands against it."
    _status(answer, "late", 409, hint)


@check(task=1, points=0.5)
def the_others_are_wrong_or_speak_of_nothing(answer: Answer) -> None:
    """What can't be right is unprocessable, and what is not there is not found.

    One table decides, for all routes alike. Chapter 10, "One table".
    """
    _status(answer, "typo", 422, "It can be read well, and can't be right, whatever is stored.")
    _status(answer, "field", 422, "It can be read well, and can't be right, whatever is stored.")
    _status(answer, "nobody", 404, "It speaks of an invitation that is not there.")


@check(task=1, points=0.5)
def a_pointer_leads_to_the_field(answer: Answer) -> None:
    """A pointer leads to the field, step by step.

    Its steps are those of the path, each behind a `/` (RFC 6901). Chapter 10, "One table".
    """
    _pointers(answer, "again", ["/email"], "Its one step is `email`, and a step begins with a `/`.")
    hint = "Its three steps are those of the path: `guests`, 3, `email`."
    _pointers(answer, "typo", ["/guests/3/email"], hint)


@check(task=1, points=0.5)
def what_has_no_place_has_no_pointer(answer: Answer) -> None:
    """A refusal without a place has no pointer, and a `/` within a name is no step.

    Two characters are escaped (RFC 6901, 3), or the pointer would lead to `paid` within `seats`.
    Chapter 10, "One table".
    """
    for name in ("late", "nobody"):
        _pointers(answer, name, [], "No field of the form is to blame, so there is none to list.")
    hint = "It has to lead to one field, whose name holds a `/`: that character is escaped."
    _pointers(answer, "field", ["/seats~1paid"], hint)


# Task 2: POST /api/v1/invitations


def _post(
    answer: Answer,
    units: MemoryUnits,
    body: object = None,
    raw: bytes | None = None,
    kind: str = "application/json",
) -> Answered:
    commands: CommandHandlers = {SendInvitation: cast(Any, send_invitation)}
    app = door(router_of(answer), units, commands)
    headers = [] if raw is None else [("content-type", kind)]
    return answer.run(asked(app, "POST", PREFIX, body, raw=raw, headers=headers))


def _only(units: MemoryUnits) -> Invitation:
    """The one invitation that is stored."""
    require(
        len(units.invitations.stored) == 1,
        f"After a 201, {len(units.invitations.stored)} invitations are stored; it should be one.",
    )
    (stored,) = units.invitations.stored.values()
    return stored


def _nothing_stored(units: MemoryUnits, reply: Answered) -> None:
    require(
        units.stored() == (0, 0),
        f"{reply.request} was answered {reply.status}, and the invitation is stored all the same.",
    )


@check(task=2, points=0.5)
def an_invitation_is_sent(answer: Answer) -> None:
    """A 201 shows the invitation, which is stored and in the post, for as many days as were said.

    What was left out is for the message to say, not for the door. Chapter 10, "Parse, ask, render".
    """
    for body, days in ((ADA, 7), ({**ADA, "days": 3}, 3)):
        mailer = KeptMailer()
        units = MemoryUnits(mailer=mailer)
        reply = _post(answer, units, body)
        reply.should_be(201)
        stored = _only(units)
        until = NOW + timedelta(days=days)
        require(
            stored.state.expires_at == until,
            f"{reply.request} is good until {stored.state.expires_at}; it should be {until}.",
        )
        _shows(reply, stored)
        require(len(mailer.letters) == 1, f"{reply.request} sent {len(mailer.letters)} letters.")


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
    require(kind == "application/json", f"{said} the content type `{shown(kind)}`.")
    body = reply.body
    require(
        isinstance(body, dict) and set(body) == set(wanted),
        f"{said} `{shown(body)}`; it should be the view: `{wanted}`.",
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


@check(task=2, points=0.5)
def the_answer_says_where_and_which_version(answer: Answer) -> None:
    """The answer names the address of what it made, and its version.

    Without them a client has to search for what it has made. Chapter 10, "Parse, ask, render".
    """
    units = MemoryUnits()
    reply = _post(answer, units, ADA)
    reply.should_be(201)
    wanted = f"{PREFIX}/{_only(units).state.id}"
    found = reply.response.headers.get("location")
    require(
        reply.place == wanted,
        f"{reply.request} has the `Location` `{shown(found)}`; it should be `{wanted}`.",
    )
    tag = reply.response.headers.get("etag", "nothing")
    require(
        tag == '"1"',
        f'The `ETag` of the answer to {reply.request} is {tag}; it should be "1", with the double '
        "quotes, as `etag_of` writes it.",
    )


@check(task=2, points=0.5)
def another_shape_is_refused(answer: Answer) -> None:
    """Another shape is refused at its place, and nothing is stored.

    A typo that is dropped, and a string that is taken for a number, are wishes that get lost.
    Chapter 10, "Parse, ask, render".
    """
    wrong: list[tuple[dict[str, object], str]] = [
        ({**ADA, "dayz": 3}, "/dayz"),
        ({**ADA, "days": "3"}, "/days"),
        ({**ADA, "days": True}, "/days"),
        ({**ADA, "days": None}, "/days"),
        ({"days": 3}, "/email"),
        ({"email": 7}, "/email"),
    ]
    for body, pointer in wrong:
        units = MemoryUnits()
        reply = _post(answer, units, body)
        reply.is_problem(422, "invalid-value", [pointer])
        _nothing_stored(units, reply)


@check(task=2, points=0.5)
def bytes_are_understood_first(answer: Answer) -> None:
    """What is not declared as JSON, is none, or names a field twice, is refused before any schema.

    Two readers could understand it differently. Chapter 10, "Bytes to a plain value".
    """
    twice = b'{"email": "ada@example.com", "email": "mallory@example.com"}'
    for raw, kind, status, code in (
        (twice, "application/json", 400, "malformed-json"),
        (b'{"email": ', "application/json", 400, "malformed-json"),
        (b'{"email": "ada@example.com"}', "text/plain", 415, "unsupported-media-type"),
    ):
        units = MemoryUnits()
        reply = _post(answer, units, raw=raw, kind=kind)
        reply.is_problem(status, code)
        _nothing_stored(units, reply)


@check(task=2, points=0.5)
def refusals_pass_through(answer: Answer) -> None:
    """What the use case refuses is answered in the app's one shape, with code and place.

    Raise, never render: a route has no error to handle, so none to forget. Chapter 10, "One table".
    """
    units = MemoryUnits()
    answer.run(units.invitations.add(invitation(1, "Ada@example.com")))
    reply = _post(answer, units, ADA)
    reply.is_problem(409, "already-invited", ["/email"])
    for body, pointer in (({**ADA, "days": 31}, "/days"), ({"email": "ada"}, "/email")):
        units = MemoryUnits()
        reply = _post(answer, units, body)
        reply.is_problem(422, "invalid-value", [pointer])
        _nothing_stored(units, reply)
    units = MemoryUnits(mailer=_Mute())
    reply = _post(answer, units, ADA)
    reply.is_problem(503, "unavailable", why="(Its letter could not be sent.)")
    _nothing_stored(units, reply)


@check(task=2, points=0.5)
def no_answer_before_the_commit(answer: Answer) -> None:
    """A commit that fails is no 201.

    Code behind a `yield` and tasks in the background run when the answer has left. Chapter 7,
    "First stored, then answered".
    """
    units = MemoryUnits(refuses=Unavailable("The disk is full."))
    reply = _post(answer, units, ADA)
    reply.is_problem(503, "unavailable", why="(Its commit failed.)")
    _nothing_stored(units, reply)


class _Mute:
    async def send(self, letter: Letter) -> None:
        raise Unavailable("No letter can be sent.")


# Task 3: pigeons


class _Post:
    """Pigeon Post; `trouble` is raised by whatever should fly."""

    def __init__(self, trouble: Exception | None = None) -> None:
        self.trouble = trouble
        self.flown: list[str] = []

    async def fly(self, to: str, text: str) -> None:
        if self.trouble:
            raise self.trouble
        self.flown.append(to)


GUEST: Final = invitation(1, "guest1@example.com")
REMIND: Final = f"{PREFIX}/{GUEST.state.id}/remind"


def _world(answer: Answer, post: _Post) -> MemoryUnits:
    """With one guest, who is invited already."""
    units = MemoryUnits(mailer=answer.value("PigeonMailer(post)", post=post))
    answer.run(units.invitations.add(invitation(1, "guest1@example.com")))
    return units


def _both(answer: Answer, post: _Post) -> tuple[Answered, Answered, MemoryUnits]:
    """What two routes answer: to an invitation, and to a reminder."""
    units = _world(answer, post)
    app = door(router_of(answer), units, answer.value("COMMANDS"))
    invited = answer.run(asked(app, "POST", PREFIX, ADA))
    return invited, answer.run(asked(app, "POST", REMIND)), units


@check(task=3, points=0.5)
def fair_weather_is_as_before(answer: Answer) -> None:
    """Where letters fly, all is as before.

    A repair must not break what worked.
    """
    post = _Post()
    invited, reminded, units = _both(answer, post)
    invited.should_be(201)
    reminded.should_be(200)
    guest = units.invitations.stored[GUEST.state.id]
    new = [each for each in units.invitations.stored.values() if each != guest]
    _shows(reminded, guest)
    require(len(new) == 1, f"{invited.request} was answered 201, and nothing is stored.")
    _shows(invited, new[0])
    require(
        post.flown == ["ada@example.com", "guest1@example.com"] and units.stored() == (2, 0),
        f"One was invited and one reminded: letters flew to {post.flown}, "
        f"and {units.stored()[0]} invitations are stored.",
    )
    app = door(router_of(answer), units, answer.value("COMMANDS"))
    nobody = InvitationId(UUID(int=9))
    reply = answer.run(asked(app, "POST", f"{PREFIX}/{nobody}/remind"))
    reply.is_problem(404, "invitation-not-found", [])
    reply = answer.run(asked(app, "POST", PREFIX, ADA))
    reply.is_problem(409, "already-invited", ["/email"])
    require(len(post.flown) == 2, f"{reply.request} was refused, and a letter flew all the same.")


@check(task=3, points=1.5)
def pigeons_that_are_down_are_an_outage(answer: Answer) -> None:
    """Pigeons that are down, in whatever way, are a 503 at both routes, and nothing is stored.

    A client that waits and tries again must not need to know why. Chapter 10, "One table".
    """
    down = answer.value("PigeonDown")
    fog = type("PigeonFog", (down,), {})
    for kind in (down, answer.value("PigeonStorm"), fog):
        *replies, units = _both(answer, _Post(kind("wind")))
        for reply in replies:
            reply.is_problem(
                503, "unavailable", [], why=f"(The post had raised `{kind.__name__}`.)"
            )
            require(
                "retry-after" in reply.response.headers,
                f"{reply.request} was answered 503 without `Retry-After`.",
            )
        require(
            units.stored() == (1, 0),
            f"{replies[0].request} was answered 503, and the invitation is stored all the same.",
        )


@check(task=3, points=1)
def an_address_of_nobody_is_a_conflict(answer: Answer) -> None:
    """An address where nobody lives is a 409, at its place where there is one.

    A pointer leads into the body that was sent, and the message repeats no value. Chapter 10, "One
    table".
    """
    trouble = answer.value("NoSuchRoof('no roof at ada@example.com')")
    invited, reminded, units = _both(answer, _Post(trouble))
    invited.is_problem(409, "undeliverable", ["/email"])
    reminded.is_problem(409, "undeliverable", [])
    for reply in (invited, reminded):
        require(
            "ada@example.com" not in reply.response.text,
            f"{reply.request} was answered `{reply.body['detail']}`: that repeats the address.",
        )
    require(
        units.stored() == (1, 0),
        f"{invited.request} was answered 409, and the invitation is stored all the same.",
    )


@check(task=3, points=1)
def whoever_asks_the_bus_hears_our_words(answer: Answer) -> None:
    """Whoever asks the bus hears `Unavailable` and `Undeliverable`.

    The door is not the only one who asks, and nobody but the adapter knows of pigeons. Chapter 10,
    "One table", and chapter 9.
    """
    _night_job(answer, answer.value("PigeonStorm('wind')"), Unavailable)
    _night_job(answer, answer.value("NoSuchRoof('no roof')"), Undeliverable)


def _night_job(answer: Answer, trouble: Exception, wanted: type[Exception]) -> None:
    bus = Bus(_world(answer, _Post(trouble)), answer.value("COMMANDS"), {})  # type: ignore[arg-type]
    command = answer.value("RemindGuest(invitation_id=id)", id=GUEST.state.id)
    said = f"`await bus.execute(RemindGuest(...))`, with `{type(trouble).__name__}` in the post,"
    try:
        answer.run(bus.execute(command))
    except Exception as error:
        should = f"it should raise `{wanted.__name__}`"
        require(type(error) is wanted, f"{said} raised `{told(error)}`; {should}.")
        return
    raise Wrong(f"{said} raised nothing; it should raise `{wanted.__name__}`.")


@check(task=3, points=1)
def what_nobody_foresaw_stays_a_500(answer: Answer) -> None:
    """An error that nobody foresaw stays a 500.

    Whoever calls every error an outage is told of no mistake any more: clients wait and try again.
    Chapter 10, "The last resort".
    """
    for trouble in (ZeroDivisionError("pigeons"), ValueError("no such loft")):
        *replies, _ = _both(answer, _Post(trouble))
        for reply in replies:
            require(
                reply.status == 500,
                f"{reply.request} was answered {reply.status}, with `{told(trouble)}` in the post; "
                "it should be 500.",
            )
