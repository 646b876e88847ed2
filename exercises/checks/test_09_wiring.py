"""What the answers to exercise 9 must do: settings that are read, an app that closes, a test that
sees."""

import asyncio
import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, Final, cast
from unittest.mock import patch

from dependency_injector import containers, providers
from pydantic import ValidationError, create_model
from sqlalchemy import text

from course.grading.checks import Answer, OutOfTime, Wrong, check, require, shown, told
from course.grading.compare import same
from exercises.checks.worlds import TENANT
from exercises.invitations.units import SqlInvitingUnits
from reference_app.infrastructure.clock import SystemClock
from reference_app.settings import Settings

# Task 1: MailSettings


def _mail(answer: Answer, **variables: str) -> Any:
    """The group, as it is read from an environment with nothing else in it."""
    group = answer.MailSettings
    said = " ".join(f"`{name}={value}`" for name, value in variables.items()) or "nothing set"
    with patch.dict(os.environ, variables, clear=True):
        read = cast(Any, create_model("Tree", __base__=Settings, mail=(group, group())))
        try:
            return read().mail
        except ValidationError:
            raise Wrong(f"With {said}, the settings can't be read.") from None


def _backend(answer: Answer, wanted: str, **variables: str) -> None:
    got = _mail(answer, **variables).backend
    said = " ".join(f"`{name}={value}`" for name, value in variables.items()) or "nothing set"
    require(
        type(got) is str and got == wanted,
        f"With {said}, `backend` is `{shown(got)}`; it should be `{wanted!r}`.",
    )


@check(task=1, points=0.25, demands=["words"], needs=["backend"])
def the_words_of_an_environment_are_understood(answer: Answer) -> None:
    """The sandbox is turned on and off by the usual words, in small letters or capitals.

    An environment holds strings, and `bool("false")` is true. Chapter 9, "What can be set is a
    tree".
    """
    for word in ("false", "False", "0", "no", "OFF", "No", "off", "FALSE"):
        _backend(answer, "smtp", APP__MAIL__SANDBOX=word)
    for word in ("true", "True", "1", "yes", "YES"):
        _backend(answer, "console", APP__MAIL__SANDBOX=word)


@check(task=1, points=0.25, demands=["backend"])
def the_sandbox_is_the_console(answer: Answer) -> None:
    """`backend` is a name: `"console"` in the sandbox, `"smtp"` out of it.

    A Selector chooses among names. Chapter 9, "The container".
    """
    answer.gives("MailSettings(sandbox=True).backend", "console")
    answer.gives("MailSettings(sandbox=False).backend", "smtp")


@check(task=1, points=0.25, demands=["defaults"], needs=["backend"])
def nobody_gets_a_letter_by_accident(answer: Answer) -> None:
    """With nothing set, the sandbox is on, and host and port are the usual ones.

    What is forgotten must be the harmless thing. Chapter 9, "What can be set is a tree".
    """
    _backend(answer, "console")
    answer.gives("MailSettings().host", "localhost")
    answer.gives("MailSettings().port", 25)
    mail = _mail(answer, APP__MAIL__HOST="mail", APP__MAIL__PORT="2525")
    require(
        same(mail.host, "mail") and same(mail.port, 2525),
        f"With `APP__MAIL__HOST=mail` `APP__MAIL__PORT=2525`, `host` is `{shown(mail.host)}` and "
        f"`port` is `{shown(mail.port)}`.",
    )


@check(task=1, points=0.25, demands=["no-other-word"])
def a_word_that_says_neither_ends_the_start(answer: Answer) -> None:
    """A sandbox that is neither on nor off is refused.

    A wrong value should end the start, and not a request at night. Chapter 9, "What can be set is
    a tree".
    """
    for sent in ("'maybe'", "'nope'", "'fals'", "'2'", "''"):
        answer.raises(f"MailSettings(sandbox={sent})", ValidationError)


@check(task=1, points=0.25, demands=["port"])
def a_port_is_a_whole_number(answer: Answer) -> None:
    """A port is a whole number from 1 to 65535.

    There is no other port, and the first letter is too late to hear of it.
    """
    taken = [port for port in ("-25", "0", "65536", "70000") if _takes(answer, port)]
    require(not taken, f"`MailSettings` takes these for ports: {', '.join(taken)}.")
    for sent in ("'smtp'", "'2.5'", "''"):
        answer.raises(f"MailSettings(port={sent})", ValidationError)
    for port in (1, 25, 65_535):
        answer.gives(f"MailSettings(port='{port}').port", port)


def _takes(answer: Answer, port: str) -> bool:
    try:
        answer.raises(f"MailSettings(port='{port}')", ValidationError)
    except Wrong:
        return True
    return False


@check(task=1, points=0.25, demands=["unknown"])
def what_is_no_setting_ends_the_start(answer: Answer) -> None:
    """What is no such setting is refused.

    A typo that nobody hears of leaves what comes by default. Chapter 9, "What can be set is a
    tree".
    """
    for sent in ("sandbx=False", "prot='26'", "user='ada'"):
        answer.raises(f"MailSettings({sent})", ValidationError)


@check(task=1, points=0.25, demands=["backend-follows"], needs=["unknown"])
def nobody_sets_the_backend(answer: Answer) -> None:
    """`backend` can't be set: it follows from the sandbox.

    Two settings for one thing will say two things one day.
    """
    for sent in ("backend='smtp'", "backend='console'", "sandbox=False, backend='console'"):
        answer.raises(f"MailSettings({sent})", ValidationError)


@check(task=1, points=0.25, demands=["stay"])
def settings_stay_as_they_were_read(answer: Answer) -> None:
    """Settings can't be changed.

    Parts that were made before would go on with the old ones. Chapter 9, "What can be set is a
    tree".
    """
    mail = answer.value("MailSettings()")
    for name, value in (("sandbox", False), ("host", "mail"), ("port", 26)):
        try:
            setattr(mail, name, value)
        except ValidationError:
            continue
        except Exception as error:
            kind = f"raised `{told(error)}`; it should raise `ValidationError`"
            raise Wrong(f"`mail.{name} = {value!r}` {kind}.") from error
        require(False, f"`mail.{name} = {value!r}` was accepted; it should be refused.")


# Task 2: PostContainer and running


@dataclass
class Part:
    """Stands where a database or a mailer would, and keeps what was done with it.

    `fails`: at which of these it raises.
    """

    fails: str = ""
    error: BaseException = field(default_factory=lambda: OSError("no"))
    done: list[str] = field(default_factory=list)

    async def open(self) -> None:
        self._do("open")

    async def create_schema(self) -> None:
        self._do("create_schema")

    async def close(self) -> None:
        self._do("close")

    def made(self) -> "Part":
        self._do("made")
        return self

    def _do(self, what: str) -> None:
        self.done.append(what)
        if what == self.fails:
            raise self.error

    @property
    def is_left(self) -> bool:
        return "made" in self.done and self.fails != "made" and "close" not in self.done


@dataclass
class Start:
    """One start of an app whose parts may fail, and whose block may."""

    what: str
    database: Part = field(default_factory=Part)
    mailer: Part = field(default_factory=Part)
    inside: BaseException | None = None
    post: Any = None
    done: list[str] = field(default_factory=list)
    error: BaseException | None = None

    def run(self, answer: Answer) -> "Start":
        container = answer.value("PostContainer(settings=PostSettings())")
        container.override_providers(
            database=providers.Callable(self.database.made),
            mailer=providers.Callable(self.mailer.made),
        )
        running = answer.running
        try:
            answer.run(self._block(running(container)))
        except NotImplementedError as stub:
            raise Wrong(f"`running(container)`: not written yet ({stub}).") from stub
        except OutOfTime:
            raise
        except BaseException as error:
            self.error = error
        return self

    async def _block(self, running: Any) -> None:
        async with running as self.post:
            self.done = self.mailer.done + self.database.done
            if self.inside:
                raise self.inside

    def closes(self) -> None:
        parts = {"the database": self.database, "the mailer": self.mailer}
        left = " and ".join(name for name, part in parts.items() if part.is_left)
        require(not left, f"When {self.what}, {left} stayed open.")

    def starts(self) -> None:
        require(
            self.post is not None and self.error is None,
            f"`running` raised `{told(self.error) if self.error else ''}`; it should start.",
        )

    def tells(self, error: BaseException) -> None:
        got = f"`{told(self.error)}`" if self.error else "nothing"
        is_it = self.error is error or type(self.error) is type(error) is asyncio.CancelledError
        require(
            is_it, f"When {self.what}, `running` raised {got}; it should raise `{told(error)}`."
        )


def _unopened(error: BaseException) -> Start:
    return Start("the mailer couldn't be opened", mailer=Part("open", error))


def _without_schema(error: BaseException) -> Start:
    return Start("the schema couldn't be created", database=Part("create_schema", error))


def _unmade(error: BaseException) -> Iterator[Start]:
    yield Start("the mailer couldn't be made", mailer=Part("made", error))
    yield Start("the database couldn't be made", database=Part("made", error))


def _unclosed(error: BaseException) -> Iterator[Start]:
    yield Start("the mailer couldn't be closed", mailer=Part("close", error))
    yield Start("the database couldn't be closed", database=Part("close", error))


@dataclass(frozen=True)
class App:
    """A real one, closed again: the mailer that it had, what the container gives for it, why no
    table can be read in it, and which mailers were made, by the names of their classes."""

    mailer: Any
    again: Any
    unread: str
    made: list[str]


@cache
def _app(answer: Answer, backend: str) -> App:
    early = _made_early(answer)
    settings = f"PostSettings({backend!r}, 'mail.example.com', {_URL!r})"
    with _noting(answer) as made:
        container = answer.value(f"PostContainer(settings={settings})")
        found = answer.run(_within(answer.running(container), container, answer.Post))
    return App(*found, early + made)


@cache
def _made_early(answer: Answer) -> list[str]:
    """Those that are there before anybody has asked."""
    kinds = answer.ConsoleMailer, answer.SmtpMailer
    return [type(each).__name__ for each in gc.get_objects() if type(each) in kinds]


@contextmanager
def _noting(answer: Answer) -> Iterator[list[str]]:
    """Which mailers are made meanwhile."""
    made: list[str] = []
    make = answer.SmtpMailer.__init__

    def making_smtp(mailer: object, *given: object, **named: object) -> None:
        made.append("SmtpMailer")
        make(mailer, *given, **named)

    def making_console(_: object) -> None:
        made.append("ConsoleMailer")

    with (
        patch.object(answer.SmtpMailer, "__init__", making_smtp),
        patch.object(answer.ConsoleMailer, "__init__", making_console),
    ):
        yield made


async def _within(running: Any, container: Any, kind: type) -> tuple[Any, Any, str]:
    try:
        async with running as post:
            require(
                isinstance(post, kind),
                f"`running` handed over `{shown(post)}`; it should be a `Post`.",
            )
            return post.mailer, container.mailer(), await _unread(post.database)
    except NotImplementedError as stub:
        raise Wrong(f"`running(container)`: not written yet ({stub}).") from stub


async def _unread(database: Any) -> str:
    try:
        async with database.reader.connect() as reader:
            await reader.execute(text("SELECT id FROM invitations"))
    except Exception as error:
        return told(error)
    return ""


_URL: Final = "sqlite+aiosqlite:///post.db"


@check(task=2, points=0.25, demands=["chosen"])
def the_setting_chooses_the_mailer(answer: Answer) -> None:
    """The setting chooses the mailer, and the one to a host knows the host.

    What is handed on is a promise, which is kept when the mailer is made. Chapter 9, "The
    container".
    """
    for backend, kind in (("console", answer.ConsoleMailer), ("smtp", answer.SmtpMailer)):
        mailer = _app(answer, backend).mailer
        require(
            type(mailer) is kind,
            f"With the backend `{backend!r}`, the mailer is a {type(mailer).__name__}; it should "
            f"be a {kind.__name__}.",
        )
    host = _app(answer, "smtp").mailer.host
    require(
        same(host, "mail.example.com"),
        f"The mailer's host is `{shown(host)}`; the settings say `'mail.example.com'`.",
    )


@check(task=2, points=0.25, demands=["other-not-made"])
def the_other_mailer_is_never_made(answer: Answer) -> None:
    """The mailer that is not chosen is never made.

    To make a part may already cost something, or fail. Chapter 9, "The container".
    """
    for backend, other in (("console", "SmtpMailer"), ("smtp", "ConsoleMailer")):
        made = _app(answer, backend).made
        require(other not in made, f"With the backend `{backend!r}`, the `{other}` was made, too.")


@check(task=2, points=0.25, demands=["one-mailer"])
def there_is_one_mailer(answer: Answer) -> None:
    """Whoever asks for the mailer gets the one that was opened.

    A second one is never opened, and never closed. Chapter 9, "Nothing replaced".
    """
    for backend in ("smtp", "console"):
        app = _app(answer, backend)
        require(
            app.mailer is app.again,
            f"With the backend `{backend!r}`, `container.mailer()` gave another mailer than the "
            "one that `running` had opened.",
        )


@check(task=2, points=0.25, demands=["ready"])
def the_block_finds_all_ready(answer: Answer) -> None:
    """Within the block the mailer is open, the schema is there, and both are in a `Post`.

    Whoever gets a thing may use it, and need not ask whether it is ready.
    """
    start = Start("all went well").run(answer)
    start.starts()
    require("open" in start.done, "Within `running`, the mailer should be open.")
    require("create_schema" in start.done, "Within `running`, the schema should be created.")
    require(
        isinstance(start.post, answer.Post)
        and start.post.database is start.database
        and start.post.mailer is start.mailer,
        f"`running` handed over `{shown(start.post)}`; it should be a `Post` of the container's "
        "database and mailer.",
    )
    unread = _app(answer, "console").unread
    require(not unread, f"Within `running`, no table can be read: `{unread}`.")


@check(task=2, points=0.25, demands=["closed-afterwards"])
def all_is_closed_behind_the_block(answer: Answer) -> None:
    """Both are closed behind the block.

    Nobody else can: only `running` knows what it has made. Chapter 9, "Built and closed in one
    function".
    """
    start = Start("all went well").run(answer)
    start.starts()
    start.closes()


@check(task=2, points=0.25, demands=["block-raises"])
def a_block_that_raises_leaves_nothing_open(answer: Answer) -> None:
    """Both are closed when the block raises.

    What it raises comes up at the `yield`. Chapter 9, "Built and closed in one function".
    """
    Start("the block raised", inside=OSError("the block: no")).run(answer).closes()


@check(task=2, points=0.25, demands=["not-opened"])
def what_can_not_be_opened_leaves_nothing_open(answer: Answer) -> None:
    """Both are closed when the mailer can't be opened.

    `open` may fail halfway, with the line open. Chapter 9, "Built and closed in one function".
    """
    _unopened(OSError("no")).run(answer).closes()


@check(task=2, points=0.25, demands=["no-schema"])
def without_a_schema_nothing_stays_open(answer: Answer) -> None:
    """Both are closed when the schema can't be created.

    By then all is made, and the line is open. Chapter 9, "Built and closed in one function".
    """
    _without_schema(OSError("no")).run(answer).closes()


@check(task=2, points=0.25, demands=["not-made"])
def what_can_not_be_made_leaves_nothing_open(answer: Answer) -> None:
    """When one of the two can't be made, the other one is closed, if it had been made.

    From the moment that a thing exists, somebody has to close it. Chapter 9, "Built and closed in
    one function".
    """
    for start in _unmade(OSError("no")):
        start.run(answer).closes()


@check(
    task=2,
    points=0.25,
    demands=["other-not-closed"],
    needs=["closed-afterwards", "not-opened", "block-raises"],
)
def one_that_can_not_be_closed_does_not_keep_the_other_open(answer: Answer) -> None:
    """When one of the two can't be closed, the other one is, whether or not all went well before.

    The line that comes after one that raises is not run. Chapter 9, "Built and closed in one
    function".
    """
    for start in _unclosed(OSError("no")):
        start.run(answer).closes()
    for start in _unclosed(OSError("no")):
        start.inside = OSError("the block: no")
        start.what += ", after a block that had raised"
        start.run(answer).closes()


@check(
    task=2,
    points=0.25,
    demands=["error-told"],
    needs=["ready", "closed-afterwards", "not-opened", "no-schema", "block-raises"],
)
def whoever_waits_hears_what_happened(answer: Answer) -> None:
    """The error that comes out is the one that happened.

    Whoever starts the app must hear why it does not start. Chapter 9, "Built and closed in one
    function".
    """
    for error in (OSError("no"), asyncio.CancelledError()):
        for start in (
            _unopened(error),
            _without_schema(error),
            Start("the block raised", inside=error),
            *_unmade(error),
            *_unclosed(error),
        ):
            start.run(answer).tells(error)


@check(
    task=2,
    points=0.25,
    demands=["cancelled"],
    needs=["block-raises", "not-opened", "no-schema", "closed-afterwards", "other-not-closed"],
)
def what_is_cancelled_leaves_nothing_open(answer: Answer) -> None:
    """Both are closed when somebody cancels the start, the block or the closing.

    Whoever gives up waiting cancels, and that is no `Exception`: `except Exception` does not see
    it. `finally` does.
    """
    cancelled = asyncio.CancelledError()
    for start, what in (
        (_unopened(cancelled), "the start was cancelled while the mailer was opened"),
        (_without_schema(cancelled), "the start was cancelled while the schema was created"),
        (Start("", inside=cancelled), "the block was cancelled"),
        *((start, "the closing of the other one was cancelled") for start in _unclosed(cancelled)),
    ):
        start.what = what
        start.run(answer).closes()


# Task 3: CounterContainer and test_counter

_folders: Final = count()
_INVITED: Final = ("first@example.com", "second@example.com")
_NAMES: Final = ("settings", "clock", "tenant", "database", "code", "mailer", "units", "counter")


def _folder() -> Path:
    """A new one."""
    folder = Path(f"counter {next(_folders)}")
    folder.mkdir()
    return folder


@dataclass
class Day:
    """What came of those who were invited, on a counter that says ten days."""

    invited: list[Any] = field(default_factory=list)
    letters: list[list[str]] = field(default_factory=list)
    error: Exception | None = None


@cache
def _day(answer: Answer, *emails: str) -> Day:
    day, settings = Day(), answer.CounterSettings(_folder(), days=10)
    container = answer.CounterContainer

    async def spent() -> None:
        async with answer.build(container, settings) as counter:
            day.invited += [await counter.invite(email) for email in emails]
        day.letters = answer.letters_in(settings)

    try:
        answer.run(spent())
    except Exception as error:
        day.error = error
    return day


def _invited(answer: Answer, *emails: str) -> Day:
    day = _day(answer, *emails)
    people = "two people were" if emails[1:] else "somebody was"
    require(
        day.error is None,
        f"On your counter {people} invited, and it raised "
        f"`{told(day.error) if day.error else ''}`.",
    )
    return day


@check(task=3, points=0.5, demands=["own-code"])
def the_second_guest_has_a_code_of_their_own(answer: Answer) -> None:
    """Two people can be invited, each with a code of their own.

    What is made once is the same for all. Chapter 9, "The container".
    """
    first, second = _invited(answer, *_INVITED).invited
    require(
        first.state.code != second.state.code,
        f"Two people were invited, and both have the code {first.state.code.text}.",
    )


@check(task=3, points=0.5, demands=["delivered"])
def whoever_is_invited_gets_a_letter(answer: Answer) -> None:
    """Whoever is invited gets a letter: it is delivered at the end.

    Whoever sends and whoever delivers must hold the same mailer. Chapter 9, "Nothing replaced".
    """
    got = [email for email, _ in _invited(answer, _INVITED[0]).letters]
    require(
        got == [_INVITED[0]],
        f"On your counter {_INVITED[0]} was invited, and letters were delivered to: "
        f"{', '.join(got) or 'nobody'}.",
    )


@check(task=3, points=0.5, demands=["days-of-settings"])
def the_days_are_those_of_the_settings(answer: Answer) -> None:
    """An invitation is good for as many days as the settings say.

    What has a default is not missed when nobody hands it on. Chapter 9, "From a variable to a
    refusal".
    """
    (each,) = _invited(answer, _INVITED[0]).invited
    days = each.state.expires_at - each.state.sent_at
    require(
        days == timedelta(days=10),
        f"The settings of a counter say 10 days, and an invitation was good for {days.days}.",
    )


@check(task=3, points=0.25, demands=["names"])
def the_providers_keep_their_names(answer: Answer) -> None:
    """The providers of the container have the names that they had.

    By its name a part is replaced, in a test or on a laptop. Chapter 9, "Which test sees what".
    """
    known = answer.CounterContainer.providers
    missing = ", ".join(f"`{name}`" for name in _NAMES if name not in known)
    require(not missing, f"Your `CounterContainer` has no {missing}.")


@dataclass
class Tried:
    """What the learner's test does with a container: the days that it sets, whom it invites, and
    which parts it replaces."""

    made: list[Any] = field(default_factory=list)
    days: set[int] = field(default_factory=set)
    invited: list[str] = field(default_factory=list)
    complaint: str = ""

    @property
    def replaced(self) -> list[str]:
        parts = [pair for each in self.made for pair in each.providers.items()]
        return sorted({name for name, part in parts if name != "settings" and _is_replaced(part)})

    @property
    def story(self) -> str:
        days = " and ".join(map(str, sorted(self.days)))
        return (
            f"It had set {days or 'no'} days, invited {len(self.invited) or 'nobody'}, and "
            f"replaced {', '.join(self.replaced) or 'nothing'}."
        )


def _is_replaced(part: Any) -> bool:
    """In the library, or in what stands for it in a browser."""
    return bool(getattr(part, "overridden", getattr(part, "_instead", None)))


def _container(answer: Answer, tried: Tried, fault: str = "") -> type[Any]:
    """One that is right, but for the fault. In its lifetimes it is not like ours everywhere."""
    mailers = providers.Factory if fault == "mailer" else providers.Singleton
    codes = providers.Singleton if fault == "code" else providers.Callable
    counters: Any = answer.Counter
    kind: Any = type(containers.DeclarativeContainer)

    class Counter(counters):  # type: ignore[misc]
        async def invite(self, email: str) -> Any:
            tried.invited.append(email)
            return await super().invite(email)

    class Noted(kind):  # type: ignore[misc]
        def __call__(self, **given: Any) -> Any:
            container = super().__call__(**given)
            tried.made.append(container)
            tried.days |= {each.days for each in given.values() if hasattr(each, "days")}
            return container

    class Container(containers.DeclarativeContainer, metaclass=Noted):
        settings: Any = providers.Dependency()
        clock: Any = providers.Factory(SystemClock)
        tenant: Any = providers.Object(TENANT)
        database: Any = providers.Singleton(answer.open_database, settings.provided.url)
        code: Any = codes(answer.new_code)
        mailer: Any = mailers(answer.PickupMailer, settings.provided.letters)
        units: Any = providers.Factory(SqlInvitingUnits, database, clock, tenant, mailer)
        counter: Any = providers.Singleton(
            Counter, units, code.provider, 7 if fault == "days" else settings.provided.days
        )

    return Container


@cache
def _tried(answer: Answer, fault: str = "") -> Tried:
    """On a container of ours."""
    tried = Tried()
    tried.complaint = _complaint(answer, _container(answer, tried, fault))
    return tried


def _complaint(answer: Answer, container: type) -> str:
    """What the learner's test raises on it; empty when it is content."""
    test = answer.test_counter
    try:
        answer.run(test(container, _folder()))
    except NotImplementedError as stub:
        raise Wrong(f"`test_counter`: not written yet ({stub}).") from stub
    except OutOfTime:
        raise
    except BaseException as error:
        return told(error)
    return ""


def _finds(answer: Answer, fault: str, what: str) -> None:
    require(
        not _tried(answer).complaint,
        "`test_counter` has to be green on a container that is right, first of all.",
    )
    tried = _tried(answer, fault)
    require(
        bool(tried.complaint),
        f"`test_counter` is green on a container with this fault: {what}. {tried.story}",
    )


@check(
    task=3,
    points=0.25,
    demands=["content-with-right"],
    needs=["own-code", "delivered", "days-of-settings", "names"],
)
def the_test_is_green_on_what_is_right(answer: Answer) -> None:
    """The test is content with a container that is right, yours or another one.

    A test that is red on right wiring is switched off, and then it sees nothing.
    """
    complaint = _tried(answer).complaint
    require(
        not complaint, f"`test_counter` raised `{complaint}` on a container of ours that is right."
    )
    complaint = _complaint(answer, answer.CounterContainer)
    require(not complaint, f"`test_counter` raised `{complaint}` on your `CounterContainer`.")


@check(task=3, points=1, demands=["finds-mailers"], needs=["content-with-right"])
def the_test_sees_a_mailer_that_nobody_delivers_from(answer: Answer) -> None:
    """The test finds a container that makes a mailer for everybody who asks.

    What is replaced in a test is outside of the test. Chapter 9, "Which test sees what".
    """
    _finds(answer, "mailer", "whoever delivers has another mailer than whoever sends")


@check(task=3, points=1, demands=["finds-codes"], needs=["content-with-right"])
def the_test_sees_a_code_that_is_everybodys(answer: Answer) -> None:
    """The test finds a container that makes one code for all.

    What goes wrong the second time is not seen by whoever tries once. Chapter 9, "Which test
    sees what".
    """
    _finds(answer, "code", "all guests get the same code")


@check(task=3, points=1, demands=["finds-days"], needs=["content-with-right"])
def the_test_sees_days_that_never_arrive(answer: Answer) -> None:
    """The test finds a container that does not hand the days on.

    Whoever asks for what comes by default can't see whether it was asked for. Chapter 9, "Which
    test sees what".
    """
    _finds(answer, "days", "whatever the settings say, an invitation is good for 7 days")
