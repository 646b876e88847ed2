"""What the answers to exercise 11 must do: null and absent, a condition, two designs."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from httpx import ASGITransport, AsyncClient, HTTPStatusError, Request, Response
from pydantic import ValidationError

from course.grading.checks import Answer, check, require, shown
from course.grading.compare import same
from exercises.checks.doors import Answered, MemoryUnits, asked, router_of
from exercises.checks.worlds import NOW, MemoryInvitations, invitation
from exercises.invitations.door import PREFIX, door
from exercises.invitations.entities import Invitation
from reference_app.domain.errors import Conflict, StaleVersion
from reference_app.presentation.http.etag import etag_of, versions_in

# Task 1: read_changes


@check(task=1, points=0.5)
def what_was_not_sent_is_not_there(answer: Answer) -> None:
    """What was not sent is not in the dict.

    It is written over what is stored, so whatever is in it changes something. Chapter 11, "Null and
    absent are two wishes".
    """
    answer.gives("""read_changes(b'{"subject": "Welcome"}')""", {"subject": "Welcome"})
    answer.gives("read_changes(b'{}')", {})


@check(task=1, points=0.5)
def a_note_can_be_removed(answer: Answer) -> None:
    """A note can be removed: `null` is what was sent.

    Absent says "leave it", `null` says "take it away". Chapter 11, "Null and absent are two
    wishes".
    """
    answer.gives("""read_changes(b'{"note": null}')""", {"note": None})


@check(task=1, points=0.5)
def null_is_refused_where_it_means_nothing(answer: Answer) -> None:
    """`null` is refused where it has no meaning.

    A letter without a subject can't be sent, and one for `null` days is never over.
    """
    for name in ("subject", "days"):
        answer.raises(f"""read_changes(b'{{"{name}": null}}')""", ValidationError)


@check(task=1, points=0.5)
def the_rest_is_as_before(answer: Answer) -> None:
    """All that can be sent arrives, and what is no such thing is refused.

    A typo that is dropped is a wish that gets lost. Chapter 10, "Parse, ask, render".
    """
    answer.gives(
        """read_changes(b'{"subject": "Hi", "note": "See you", "days": 3}')""",
        {"subject": "Hi", "note": "See you", "days": 3},
    )
    why = "Whatever was sent was sent, also when it looks like a default."
    for days in (7, 0, 1, -1):
        answer.gives(f"""read_changes(b'{{"days": {days}}}')""", {"days": days}, why)
    for name in ("subject", "note"):
        answer.gives(f"""read_changes(b'{{"{name}": ""}}')""", {name: ""}, why)
    for body in ('{"nota": "See you"}', '{"days": "3"}', '{"days": true}', '{"note": 7}', "[]"):
        answer.raises(f"read_changes(b'{body}')", ValidationError)


# Task 2: POST /api/v1/invitations/{id}/accept

GUEST: Final = invitation(1)


def _world(answer: Answer, version: int = 1, store: MemoryInvitations | None = None) -> MemoryUnits:
    """One pending invitation, of that version."""
    units = MemoryUnits(invitations=store or MemoryInvitations())
    units.invitations.stored[GUEST.state.id] = Invitation(GUEST.state, version)
    return units


def _accept(
    answer: Answer,
    units: MemoryUnits,
    condition: str | None = None,
    *,
    username: str = "guest",
    number: object = GUEST.state.id,
) -> Answered:
    router = router_of(answer)
    commands = {answer.value("AcceptInvitation"): answer.value("accept_invitation")}
    headers = {} if condition is None else {"If-Match": condition}
    path = f"{PREFIX}/{number}/accept"
    body = {"username": username}
    return answer.run(asked(door(router, units, commands), "POST", path, body, headers=headers))


def _accepted(answer: Answer, condition: str | None, version: int = 1) -> None:
    """Raises `Wrong` unless it is, under this condition."""
    units = _world(answer, version)
    reply = _accept(answer, units, condition)
    reply.should_be(200, f"(The invitation has the version {version}.)")
    tag, body = reply.response.headers.get("etag"), reply.body
    found = (body.get("status"), body.get("version"), tag) if isinstance(body, dict) else body
    wanted = ("accepted", version + 1, etag_of(version + 1))
    require(
        same(found, wanted),
        f"{reply.request} shows status, version and `ETag` `{shown(found)}`; "
        f"it should be `{wanted}`.",
    )
    users = [str(user.state.username.text) for user in units.users.stored.values()]
    stored = units.invitations.stored[GUEST.state.id]
    require(
        not stored.is_pending and users == ["guest"],
        f"{reply.request} was answered 200, and stored are the status `{stored.state.status.value}`"
        f" and the users `{users}`.",
    )


def _stale(answer: Answer, condition: str, version: int = 1, username: str = "guest") -> None:
    units = _world(answer, version)
    reply = _accept(answer, units, condition, username=username)
    reply.is_problem(412, "stale-version", [], f"(The invitation has the version {version}.)")
    _untouched(reply, units)


def _untouched(reply: Answered, units: MemoryUnits) -> None:
    stored = units.invitations.stored[GUEST.state.id]
    require(
        stored.is_pending and not units.users.stored,
        f"{reply.request} was answered {reply.status}, and has changed something all the same.",
    )


@check(task=2, points=0.5)
def what_was_seen_is_accepted(answer: Answer) -> None:
    """Whoever has seen the current version, or asks for none, is let in.

    The answer shows what is stored now, with its new tag. Chapter 11, "A change under a condition".
    """
    _accepted(answer, '"1"')
    _accepted(answer, None)
    _accepted(answer, "*", version=3)


@check(task=2, points=0.5)
def what_was_not_seen_is_not(answer: Answer) -> None:
    """Whoever has seen another version gets a 412, and nothing is changed.

    A list without a tag of ours is a condition that nothing meets. Chapter 11, "Which version did
    you mean?".
    """
    _stale(answer, '"1"', version=2)
    _stale(answer, '"2"', version=1)
    _stale(answer, '"elephant"')
    _stale(answer, 'W/"1"')


@check(task=2, points=0.5)
def one_of_several_will_do(answer: Answer) -> None:
    """Of several tags one has to be current, whichever it is.

    A client that holds two copies may send both (RFC 9110, 13.1.1). Chapter 11, "Which version did
    you mean?".
    """
    _accepted(answer, '"1", "2"', version=1)
    _accepted(answer, '"1", "2"', version=2)
    _stale(answer, '"1", "2"', version=3)


@check(task=2, points=0.5)
def what_is_no_tag_is_refused(answer: Answer) -> None:
    """Anything that is not a list of tags is refused.

    Its sender has asked for protection; to ignore it would be worse. Chapter 11, "Which version did
    you mean?".
    """
    for condition in ("1", '"1'):
        units = _world(answer)
        reply = _accept(answer, units, condition)
        reply.is_problem(400, "malformed-header", [])
        _untouched(reply, units)


@check(task=2, points=0.5)
def the_condition_comes_first(answer: Answer) -> None:
    """The condition comes before every other rule, and after the question whether there is one.

    Whoever presses twice reads "not what you have seen" and looks; "closed" would tell him that he
    is too late. Chapter 11, "A change under a condition".
    """
    units = _world(answer)
    _accept(answer, units, '"1"').should_be(200)
    again = _accept(answer, units, '"1"')
    again.is_problem(412, "stale-version", [], "(The same request has been answered 200 before.)")
    _accept(answer, units).is_problem(409, "invitation-closed", [])
    _stale(answer, '"1"', version=2, username="?")
    for condition in (None, '"1"', '"1", "2"'):
        reply = _accept(answer, _world(answer), condition, number=UUID(int=9))
        reply.is_problem(404, "invitation-not-found", [])


class _Raced(MemoryInvitations):
    """Somebody else is always faster."""

    async def save(self, invitation: Invitation) -> None:
        raise Conflict("Somebody else has changed this invitation meanwhile: read it again.")


@check(task=2, points=0.5)
def nobody_comes_between(answer: Answer) -> None:
    """Whoever named versions, and loses a race, is late; nobody comes between look and change.

    What was read in another transaction is old by the time it is used. Chapter 11, "Ask whether it
    is free".
    """
    for condition, status, code in (
        ('"1"', 412, "stale-version"),
        ('"1", "2"', 412, "stale-version"),
        (None, 409, "conflict"),
    ):
        units = _world(answer, store=_Raced())
        reply = _accept(answer, units, condition)
        reply.is_problem(status, code, [], "(Saving has raised `Conflict`.)")
    units = _world(answer)
    units.meanwhile = lambda: units.invitations.stored.update(
        {GUEST.state.id: Invitation(GUEST.state, 2)}
    )
    reply = _accept(answer, units, '"1"')
    if units.opened > 1:
        reply.should_be(412, "(Between two transactions of yours somebody has changed it.)")


# Task 3: pages

Page = Any
Designs = Mapping[str, Callable[..., Page]]
TEXT: Final = {"subject": "Welcome", "text": "Dear guest"}


def _page(answer: Answer, version: int = 1, **fields: str) -> Page:
    return answer.value(
        "Page(fields, now, version)", fields=dict(fields or TEXT), now=NOW, version=version
    )


def _written(answer: Answer) -> None:
    """Raises `Wrong` for the stub of a starter."""
    answer.value("tag_of(Page({'text': 'Hi'}, now))", now=NOW)


class _Desk:
    """A page called `/page`, or another name, behind the door. Each change takes a second."""

    def __init__(self, answer: Answer, design: Any, tag_of: Any, name: str = "page") -> None:
        self.answer, self.name, self.now = answer, name, NOW
        self.spoiled, self.was_between = "", False
        self.pages = {name: _page(answer)}
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
        self.pages[self.name] = _page(self.answer, page.version + 1, **{**page.fields, **fields})

    def tag(self) -> str:
        reply = self.answer.run(asked(self.app, "GET", f"/{self.name}"))
        reply.should_be(200)
        return str(reply.response.headers["etag"])

    def patch(self, changes: dict[str, str], condition: str | None = None) -> Answered:
        headers = {} if condition is None else {"If-Match": condition}
        path = f"/{self.name}"
        return self.answer.run(asked(self.app, "PATCH", path, changes, headers=headers))

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
                condition = request.headers.get("if-match", "")
                require(
                    condition.startswith('"'),
                    f"`save` sent a PATCH with the `If-Match` `{shown(condition)}`; "
                    "each should name the version that was read.",
                )
                if others:
                    self.change(**others.pop(0))

        return AsyncClient(
            transport=ASGITransport(self.app, raise_app_exceptions=False),
            base_url="http://door",
            event_hooks={"request": [meanwhile]},
        )


@check(task=3, points=0.5)
def each_change_has_a_tag_of_its_own(answer: Answer) -> None:
    """Each change makes a different tag, also in one tick of the clock; a page alone keeps its own.

    A tag that two states share lets whoever has seen the first overwrite the second. Chapter 11,
    "Every request says what it has seen".
    """
    tags = [
        answer.value("tag_of(page)", page=_page(answer, version, text=text))
        for version, text in ((1, "one"), (1, "one"), (2, "two"), (3, "three"))
    ]
    for tag in tags:
        quoted = isinstance(tag, str) and tag[0] == tag[-1] == '"' and len(tag) > 2
        require(quoted, f"`tag_of(page)` gave `{shown(tag)}`; it should stand in double quotes.")
    require(tags[0] == tags[1], "`tag_of(page)` gave two tags for one page.")
    require(
        len(set(tags)) == 3,
        f"Of a page that was changed twice at {NOW:%H:%M:%S}, `tag_of` gave {tags[1:]}; "
        "these should be three.",
    )


def _design(answer: Answer, name: str) -> _Desk:
    """A desk with a page of this design, which is noted when it changes the page handed in."""
    _written(answer)
    design = answer.value(name)

    def watched(page: Page, *given: Any) -> Page:
        before = deepcopy(page)
        try:
            return design(page, *given)
        finally:
            desk.spoiled = desk.spoiled or ("" if same(page, before) else name)

    desk = _Desk(answer, watched, answer.value("tag_of"))
    return desk


def _takes(desk: _Desk, condition: str | None, why: str = "") -> None:
    """Raises `Wrong` unless the page has one field changed, and is one version further."""
    before = deepcopy(desk.pages[desk.name])
    reply = desk.patch({"text": "Dear all"}, condition)
    reply.should_be(200, why)
    page = desk.pages[desk.name]
    require(
        not desk.spoiled,
        f"`{desk.spoiled}` has changed the page that it was given. A `Page` is frozen, and its "
        "dict is not: `page.fields | changes` makes a new one.",
    )
    for what, found, wanted in (
        ("fields", page.fields, {**before.fields, "text": "Dear all"}),
        ("version", page.version, before.version + 1),
        ("updated_at", page.updated_at, desk.now),
    ):
        require(
            same(found, wanted),
            f"{reply.request} was answered 200, and `{what}` is `{shown(found)}` now; "
            f"it should be `{wanted!r}`.",
        )


def _holds_conditions(answer: Answer, name: str) -> None:
    """Raises `Wrong` unless conditions hold, whatever the design."""
    desk = _design(answer, name)
    seen = desk.tag()
    _takes(desk, seen, "(That is the current tag.)")
    reply = desk.patch({"text": "Dear Sir"}, seen)
    reply.is_problem(412, "stale-version", [], "(That is not the current tag any more.)")
    require(desk.fields["text"] == "Dear all", f"{reply.request} has changed the page.")
    _takes(desk, f"{seen}, {desk.tag()}", "(The second is the current tag.)")
    _takes(desk, "*")
    desk.patch({"text": "Dear Sir"}, "Monday").is_problem(400, "malformed-header", [])


@check(task=3, points=1)
def last_wins_needs_no_condition(answer: Answer) -> None:
    """Where the last write wins, a change needs no condition; one that is sent holds.

    Its sender has asked for protection. Chapter 11, "Which version did you mean?".
    """
    desk = _design(answer, "last_wins")
    _takes(desk, None)
    _holds_conditions(answer, "last_wins")


@check(task=3, points=1)
def guarded_needs_one(answer: Answer) -> None:
    """A guarded page is changed under a condition, or not at all.

    What is voluntary is left out by the one script that nobody remembers. Chapter 11, "What it
    costs".
    """
    desk = _design(answer, "guarded")
    reply = desk.patch({"text": "Dear all"})
    reply.is_problem(428, "condition-required", [])
    require(desk.fields == TEXT, f"{reply.request} was answered 428, and has changed the page.")
    _holds_conditions(answer, "guarded")


def _our_guard(page: Page, changes: dict[str, str], if_match: list[str], now: object) -> Page:
    if page.version not in (versions_in(if_match) or []):
        raise StaleVersion("This page has changed.")
    return type(page)({**page.fields, **changes}, now, page.version + 1)


def _form(answer: Answer) -> tuple[_Desk, Response]:
    """A guarded page of ours, and what a form has read of it."""
    _written(answer)
    desk = _Desk(answer, _our_guard, lambda page: etag_of(page.version))
    return desk, answer.run(desk.client().get("/page"))


def _saves(
    answer: Answer,
    changes: dict[str, str],
    wanted: list[str],
    fields: dict[str, str],
    why: str,
    *meanwhile: dict[str, str],
) -> None:
    """Raises `Wrong` unless `save` returns what is wanted and leaves the page like this."""
    desk, seen = _form(answer)
    text = f"await save(client, '/page', seen, {changes})"
    answer.gives(text, wanted, why, client=desk.client(*meanwhile), seen=seen)
    require(
        desk.fields == fields,
        f"`{text}` left the page as `{desk.fields}`; it should be `{fields}`. {why}",
    )


@check(task=3, points=1)
def a_form_saves_beside_others(answer: Answer) -> None:
    """A form saves what it changes, whoever has changed other fields meanwhile, and how often.

    A 412 says "not what you have seen", so one looks again. Chapter 11, "What you take along".
    """
    new = {"text": "Dear all"}
    _saves(answer, new, [], TEXT | new, "(Nobody else has changed the page.)")
    once, twice = {"subject": "Hello"}, {"subject": "Hi"}
    why = "(Somebody else has changed `subject` meanwhile.)"
    _saves(answer, new, [], TEXT | once | new, why, once)
    why = "(Somebody else has changed `subject` before the first PATCH, and before the next.)"
    _saves(answer, new, [], TEXT | twice | new, why, once, twice)


@check(task=3, points=0.5)
def a_form_overwrites_nobody(answer: Answer) -> None:
    """A form overwrites nobody's words, its own lost answer is no clash, and a refusal is told.

    After a 412 one reads and compares; what one wanted may be there already. Chapter 11, "What you
    take along".
    """
    hers = {"text": "Dear all"}
    both = {"text": "Dear Sir", "subject": "Hi"}
    why = "(Somebody else has changed `text` to `Dear all` meanwhile.)"
    _saves(answer, both, ["text"], TEXT | hers, why, hers)
    why = "(Somebody else has changed both meanwhile.)"
    theirs = {"text": "Dear all", "subject": "Hello"}
    _saves(answer, both, ["subject", "text"], theirs, why, theirs)
    why = "(The same change had arrived before, and its answer was lost.)"
    _saves(answer, hers, [], TEXT | hers, why, hers)
    _compares_what_it_names(answer, hers)
    desk, seen = _form(answer)
    text = "await save(client, '/page', seen, {'text': 7})"
    answer.raises(text, HTTPStatusError, "(It is a 422.)", client=desk.client(), seen=seen)


def _compares_what_it_names(answer: Answer, hers: dict[str, str]) -> None:
    """Raises `Wrong` when `save` reads twice, compares one and sends the tag of the other."""
    desk, seen = _form(answer)
    client = desk.client({"subject": "Hello"}, between_reads=hers)
    text = "await save(client, '/page', seen, {'text': 'Dear Sir'})"
    answer.value(text, client=client, seen=seen)
    require(
        not desk.was_between or desk.fields["text"] == hers["text"],
        f"`{text}` has read the page twice in a row, and somebody changed `text` between the two: "
        "that is overwritten. The tag has to come from the answer that was compared.",
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


@check(task=3, points=1)
def no_page_comes_to_harm(answer: Answer) -> None:
    """No page comes to harm by the design that was chosen for it.

    What is lost, and who hears of a refusal? Chapter 11, "What it costs".
    """
    _written(answer)
    for name, (who, fields, changes, arrives, harm) in SCENES.items():
        design = answer.value(f"DESIGNS[{name!r}]")
        said = f"`DESIGNS[{name!r}]` is `{shown(design)}`"
        require(
            not isinstance(design, str),
            f"{said}, a string; it should be the function, without quotes.",
        )
        require(callable(design), f"{said}: choose a design.")
        desk = _Desk(answer, design, answer.value("tag_of"), name)
        desk.pages[name] = _page(answer, 1, **fields)
        reply = desk.patch(changes)
        arrived = desk.fields == {**fields, **changes}
        require(
            arrived is arrives,
            f"{who} {reply.request}, without a condition, and was answered {reply.status}: {harm}.",
        )
