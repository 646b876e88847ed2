"""What the answers to exercise 9 must do: settings that are read, an app that closes, a test that
sees."""

import os
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
from sqlalchemy.exc import SQLAlchemyError

from course.grading.checks import Answer, Wrong, check, require, shown, told
from course.grading.compare import same
from exercises.checks.worlds import TENANT
from exercises.invitations.units import SqlInvitingUnits
from reference_app.infrastructure.clock import SystemClock
from reference_app.settings import Settings

# Task 1: MailSettings


def _mail(answer: Answer, **variables: str) -> Any:
    """The group, as it is read from an environment with nothing else in it."""
    group = answer.MailSettings
    with patch.dict(os.environ, variables, clear=True):
        read = cast(Any, create_model("Tree", __base__=Settings, mail=(group, group())))
        return read().mail


def _backend(answer: Answer, wanted: str, **variables: str) -> None:
    said = " ".join(f"`{name}={value}`" for name, value in variables.items()) or "nothing set"
    try:
        got = _mail(answer, **variables).backend
    except ValidationError:
        raise Wrong(f"With {said}, the settings can't be read.") from None
    require(
        type(got) is str and got == wanted,
        f"With {said}, `backend` is `{shown(got)}`; it should be `{wanted!r}`.",
    )


@check(task=1, points=0.5)
def the_words_of_an_environment_are_understood(answer: Answer) -> None:
    """The sandbox is turned on and off by the usual words, in small letters or capitals.

    An environment holds strings, and `bool("false")` is true. Chapter 9, "What can be set is a
    tree".
    """
    for word in ("false", "False", "0", "no", "OFF"):
        _backend(answer, "smtp", APP__MAIL__SANDBOX=word)
    for word in ("true", "True", "1", "yes"):
        _backend(answer, "console", APP__MAIL__SANDBOX=word)


@check(task=1, points=0.5)
def nobody_gets_a_letter_by_accident(answer: Answer) -> None:
    """With nothing set, the sandbox is on, and host and port are the usual ones.

    What is forgotten must be the harmless thing. Chapter 9, "What can be set is a tree".
    """
    _backend(answer, "console")
    answer.gives("MailSettings().host", "localhost")
    answer.gives("MailSettings().port", 25)
    _backend(answer, "smtp", APP__MAIL__SANDBOX="0", APP__MAIL__HOST="mail", APP__MAIL__PORT="1")


@check(task=1, points=0.5)
def what_is_no_setting_ends_the_start(answer: Answer) -> None:
    """What is no such value is refused, and so is what is no such setting.

    A wrong value should end the start, and not a request at night. Chapter 9, "What can be set is
    a tree".
    """
    for sent in ("sandbox='maybe'", "port='0'", "port='65536'", "port='smtp'", "sandbx=False"):
        answer.raises(f"MailSettings({sent})", ValidationError)
    answer.gives("MailSettings(port='65535').port", 65_535)
    answer.gives("MailSettings(port='1').port", 1)


@check(task=1, points=0.5)
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
        require(False, f"`mail.{name} = {value!r}` was accepted; it should be refused.")


# Task 2: PostContainer and running


@dataclass
class Part:
    """Stands where a database or a mailer would, and keeps what was done with it.

    `fails`: at which of these it raises.
    """

    fails: str = ""
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
            raise OSError(f"{what}: no")

    @property
    def is_left(self) -> bool:
        return "made" in self.done and self.fails != "made" and "close" not in self.done


@dataclass
class Start:
    """One start of an app whose parts may fail."""

    database: Part = field(default_factory=Part)
    mailer: Part = field(default_factory=Part)
    ready: bool = False
    error: BaseException | None = None

    def run(self, answer: Answer, inside: Exception | None = None) -> "Start":
        container = answer.value("PostContainer(settings=PostSettings())")
        container.override_providers(
            database=providers.Callable(self.database.made),
            mailer=providers.Callable(self.mailer.made),
        )
        running = answer.running
        try:
            answer.run(self._block(running(container), inside))
        except NotImplementedError as stub:
            raise Wrong(f"`running(container)`: not written yet ({stub}).") from stub
        except Exception as error:
            self.error = error
        return self

    async def _block(self, running: Any, inside: Exception | None) -> None:
        async with running:
            self.ready = True
            if inside:
                raise inside

    def closes(self, what: str) -> None:
        parts = {"the database": self.database, "the mailer": self.mailer}
        left = " and ".join(name for name, part in parts.items() if part.is_left)
        require(not left, f"When {what}, {left} stayed open.")

    def started(self) -> None:
        require(
            self.ready and self.error is None,
            f"`running` raised `{told(self.error) if self.error else ''}`; it should start.",
        )

    def raises(self, what: str, message: str) -> None:
        got = f"`{told(self.error)}`" if self.error else "nothing"
        require(
            isinstance(self.error, OSError) and str(self.error) == message,
            f"When {what}, `running` raised {got}; it should raise `OSError: {message}`.",
        )


@dataclass(frozen=True)
class App:
    """A real one, closed again: the mailer that it had, what the container gives for it, and for
    which hosts an `SmtpMailer` was made."""

    mailer: Any
    again: Any
    hosts: list[str]


@cache
def _app(answer: Answer, backend: str) -> App:
    settings = f"PostSettings({backend!r}, 'mail.example.com', {_URL!r})"
    container = answer.value(f"PostContainer(settings={settings})")
    hosts: list[str] = []
    make = answer.SmtpMailer.__init__

    def noting(mailer: object, host: str) -> None:
        hosts.append(host)
        make(mailer, host)

    with patch.object(answer.SmtpMailer, "__init__", noting):
        return App(*answer.run(_within(answer.running(container), container)), hosts)


async def _within(running: Any, container: Any) -> tuple[Any, Any]:
    try:
        async with running as post:
            async with post.database.reader.connect() as reader:
                await reader.execute(text("SELECT id FROM invitations"))
            return post.mailer, container.mailer()
    except NotImplementedError as stub:
        raise Wrong(f"`running(container)`: not written yet ({stub}).") from stub
    except SQLAlchemyError as error:
        raise Wrong(f"Within `running`, no table can be read: `{told(error)}`.") from error


_URL: Final = "sqlite+aiosqlite:///post.db"


@check(task=2, points=0.5)
def the_setting_chooses_the_mailer(answer: Answer) -> None:
    """The setting chooses the mailer, and the other one is never made.

    To make a part may already cost something, or fail. Chapter 9, "The container".
    """
    app = _app(answer, "console")
    _is(app.mailer, answer.ConsoleMailer, "console")
    require(not app.hosts, "With the backend `'console'`, an `SmtpMailer` was made, too.")
    mailer = _app(answer, "smtp").mailer
    _is(mailer, answer.SmtpMailer, "smtp")
    require(
        same(mailer.host, "mail.example.com"),
        f"The mailer's host is `{shown(mailer.host)}`; the settings say `'mail.example.com'`.",
    )


def _is(mailer: object, kind: type, backend: str) -> None:
    require(
        type(mailer) is kind,
        f"With the backend `{backend!r}`, the mailer is a {type(mailer).__name__}; it should be "
        f"a {kind.__name__}.",
    )


@check(task=2, points=0.5)
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
    start = Start().run(answer)
    start.started()
    require(
        "open" in start.mailer.done and "create_schema" in start.database.done,
        "Within `running`, the mailer should be open, and the schema created.",
    )


@check(task=2, points=0.5)
def all_is_closed_behind_the_block(answer: Answer) -> None:
    """Both are closed behind the block, and also when the block raises.

    Nobody else can: only `running` knows what it has made. Chapter 9, "Built and closed in one
    function".
    """
    start = Start().run(answer)
    start.started()
    start.closes("all went well")
    start = Start().run(answer, inside=OSError("the block: no"))
    start.closes("the block raised")
    start.raises("the block raised", "the block: no")


@check(task=2, points=0.5)
def a_start_that_fails_leaves_nothing_open(answer: Answer) -> None:
    """Both are closed when the mailer can't be opened, or the schema can't be created.

    `open` may fail halfway, with the line open. And whoever starts the app must hear why it does
    not start. Chapter 9, "Built and closed in one function".
    """
    for what, start in (
        ("the mailer couldn't be opened", Start(mailer=Part("open"))),
        ("the schema couldn't be created", Start(database=Part("create_schema"))),
    ):
        start.run(answer).closes(what)
        start.raises(what, f"{start.mailer.fails or start.database.fails}: no")


@check(task=2, points=0.5)
def what_can_not_be_made_leaves_nothing_open(answer: Answer) -> None:
    """When one of the two can't be made, the other one is closed, if it had been made.

    From the moment that a thing exists, somebody has to close it. Chapter 9, "Built and closed in
    one function".
    """
    for what, start in (
        ("the mailer couldn't be made", Start(mailer=Part("made"))),
        ("the database couldn't be made", Start(database=Part("made"))),
    ):
        start.run(answer).closes(what)
        start.raises(what, "made: no")


@check(task=2, points=0.5)
def one_that_can_not_be_closed_does_not_keep_the_other_open(answer: Answer) -> None:
    """When one of the two can't be closed, the other one is, and the error is told.

    The line that comes after one that raises is not run. Chapter 9, "Built and closed in one
    function".
    """
    for what, start in (
        ("the mailer couldn't be closed", Start(mailer=Part("close"))),
        ("the database couldn't be closed", Start(database=Part("close"))),
    ):
        start.run(answer).closes(what)
        start.raises(what, "close: no")


# Task 3: CounterContainer and test_counter

_folders: Final = count()
_INVITED: Final = ("first@example.com", "second@example.com")


def _folder() -> Path:
    """A new one."""
    folder = Path(f"counter {next(_folders)}")
    folder.mkdir()
    return folder


@dataclass
class Day:
    """What came of two who were invited, on a counter that says ten days."""

    invited: list[Any] = field(default_factory=list)
    letters: list[list[str]] = field(default_factory=list)
    error: Exception | None = None


@cache
def _day(answer: Answer) -> Day:
    day, settings = Day(), answer.CounterSettings(_folder(), days=10)
    container = answer.CounterContainer

    async def spent() -> None:
        async with answer.build(container, settings) as counter:
            day.invited += [await counter.invite(email) for email in _INVITED]
        day.letters = answer.letters_in(settings)

    try:
        answer.run(spent())
    except Exception as error:
        day.error = error
    return day


def _two_invited(answer: Answer) -> Day:
    day = _day(answer)
    require(
        day.error is None,
        f"On your counter two people were invited, and it raised "
        f"`{told(day.error) if day.error else ''}`; both should be invited.",
    )
    return day


@check(task=3, points=0.5)
def the_second_guest_has_a_code_of_their_own(answer: Answer) -> None:
    """Two people can be invited, each with a code of their own.

    What is made once is the same for all. Chapter 9, "The container".
    """
    first, second = _two_invited(answer).invited
    require(
        first.state.code != second.state.code,
        f"Two people were invited, and both have the code {first.state.code.text}.",
    )


@check(task=3, points=0.5)
def whoever_is_invited_gets_a_letter(answer: Answer) -> None:
    """Whoever is invited gets a letter: it is delivered at the end.

    Whoever sends and whoever delivers must hold the same mailer. Chapter 9, "Nothing replaced".
    """
    got = sorted(email for email, _ in _two_invited(answer).letters)
    require(
        got == [*_INVITED],
        f"On your counter {' and '.join(_INVITED)} were invited, and letters were delivered to: "
        f"{', '.join(got) or 'nobody'}.",
    )


@check(task=3, points=0.5)
def the_days_are_those_of_the_settings(answer: Answer) -> None:
    """An invitation is good for as many days as the settings say.

    What has a default is not missed when nobody hands it on. Chapter 9, "From a variable to a
    refusal".
    """
    for each in _two_invited(answer).invited:
        days = each.state.expires_at - each.state.sent_at
        require(
            days == timedelta(days=10),
            f"The settings of a counter say 10 days, and an invitation was good for {days.days}.",
        )


def _container(
    answer: Answer, fault: str = "", made: list[Any] | None = None
) -> type[containers.DeclarativeContainer]:
    """One that is right, but for the fault. In its lifetimes it is not like ours everywhere.

    Those that are made of it are put into `made`.
    """
    mailers = providers.Factory if fault == "mailer" else providers.Singleton
    codes = providers.Singleton if fault == "code" else providers.Callable

    class Container(containers.DeclarativeContainer):
        settings: Any = providers.Dependency()
        clock: Any = providers.Factory(SystemClock)
        tenant: Any = providers.Object(TENANT)
        database: Any = providers.Singleton(answer.open_database, settings.provided.url)
        code: Any = codes(answer.new_code)
        mailer: Any = mailers(answer.PickupMailer, settings.provided.letters)
        units: Any = providers.Factory(SqlInvitingUnits, database, clock, tenant, mailer)
        days: Any = providers.Object(7) if fault == "days" else settings.provided.days
        counter: Any = providers.Singleton(answer.Counter, units, code.provider, days)

        def __new__(cls, **given: Any) -> Any:
            container = containers.DeclarativeContainer.__new__(cls, **given)
            if made is not None:
                made.append(container)
            return container

    return Container


def _complaint(answer: Answer, container: type) -> str:
    """What the learner's test raises on it; empty when it is content."""
    test = answer.test_counter
    try:
        answer.run(test(container, _folder()))
    except NotImplementedError as stub:
        raise Wrong(f"`test_counter`: not written yet ({stub}).") from stub
    except Exception as error:
        return told(error)
    return ""


@cache
def _right(answer: Answer) -> str:
    return _complaint(answer, _container(answer))


def _finds(answer: Answer, fault: str, what: str) -> None:
    require(
        not _right(answer),
        "`test_counter` has to be green on a container that is right, first of all.",
    )
    made: list[Any] = []
    complaint = _complaint(answer, _container(answer, fault, made))
    parts = {name: part for each in made for name, part in each.providers.items()}
    replaced = ", ".join(sorted(name for name, part in parts.items() if part.overridden))
    require(
        bool(complaint),
        f"`test_counter` is green on a container with this fault: {what}."
        + (f" It had replaced: {replaced}." if replaced else ""),
    )


@check(task=3, points=0.5)
def the_test_is_green_on_what_is_right(answer: Answer) -> None:
    """The test is content with a container that is right, yours or another one.

    A test that is red on right wiring is switched off, and then it sees nothing.
    """
    complaint = _right(answer)
    require(
        not complaint, f"`test_counter` raised `{complaint}` on a container of ours that is right."
    )
    complaint = _complaint(answer, answer.CounterContainer)
    require(not complaint, f"`test_counter` raised `{complaint}` on your `CounterContainer`.")


@check(task=3, points=1)
def the_test_sees_a_mailer_that_nobody_delivers_from(answer: Answer) -> None:
    """The test finds a container that makes a mailer for everybody who asks.

    What is replaced in a test is outside of the test. Chapter 9, "Which test sees what".
    """
    _finds(answer, "mailer", "whoever delivers has another mailer than whoever sends")


@check(task=3, points=1)
def the_test_sees_a_code_that_is_everybodys(answer: Answer) -> None:
    """The test finds a container that makes one code for all.

    What goes wrong the second time is not seen by whoever tries once. Chapter 9, "Which test
    sees what".
    """
    _finds(answer, "code", "all guests get the same code")


@check(task=3, points=1)
def the_test_sees_days_that_never_arrive(answer: Answer) -> None:
    """The test finds a container that does not hand the days on.

    Whoever asks for what comes by default can't see whether it was asked for. Chapter 9, "Which
    test sees what".
    """
    _finds(answer, "days", "whatever the settings say, an invitation is good for 7 days")
