"""What the answers to exercise 1 must do: the way of a request, tests that can be red."""

import inspect
import sqlite3
import sys
import traceback
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import (
    AbstractContextManager,
    asynccontextmanager,
    closing,
    contextmanager,
    nullcontext,
    suppress,
)
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import combinations, count
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, Final
from unittest.mock import AsyncMock, Mock, patch

from httpx import ASGITransport, AsyncClient, Response
from sqlalchemy import bindparam, select
from sqlmodel import col

from course.grading.checks import Answer, Wrong, check, require, shown, told
from exercises.checks.worlds import entered
from reference_app.application import users
from reference_app.application.ports import UnitOfWork
from reference_app.application.users import CreateUser
from reference_app.application.views import UserView
from reference_app.domain.errors import EmailTaken, UserNotFound
from reference_app.domain.paging import Page
from reference_app.domain.users import User
from reference_app.infrastructure.sql import engine, queries, stores, unit_of_work
from reference_app.infrastructure.sql.mapping import changeable_columns_of
from reference_app.infrastructure.sql.queries import SqlReader
from reference_app.infrastructure.sql.rows import UserRow
from reference_app.infrastructure.sql.stores import SqlUsers
from reference_app.infrastructure.sql.unit_of_work import SqlUnitOfWork
from reference_app.presentation.http import problems, v1_users
from reference_app.presentation.http.app import create_asgi
from reference_app.settings import DatabaseSettings, Settings

USERS: Final = "/api/v1/users"
ADA: Final = {"email": "ada@example.com", "username": "ada"}
TWIN: Final = {"email": "ADA@example.com", "username": "ada2"}
GRACE: Final = {"email": "grace@example.com", "username": "grace"}
BYRON: Final = {"email": "byron@example.com", "username": "byron"}


@asynccontextmanager
async def _started(file: str, way: list[str] | None = None) -> AsyncIterator[AsyncClient]:
    """The whole app on a file in this directory. `way` gets what its client sends and hears.

    The file need not outlive a power cut, so nobody waits for the disk.
    """
    url = f"sqlite+aiosqlite:///{Path(file).absolute().as_posix()}"
    asgi = create_asgi(Settings(database=DatabaseSettings(url=url)))

    async def note(response: Response) -> None:
        if way is not None:
            way.append(f"{response.request.method} {response.status_code}")

    hooks = {"response": [note]}
    transport = ASGITransport(asgi)
    with patch.object(engine, "_WRITER_PRAGMAS", ("journal_mode = MEMORY", "synchronous = OFF")):
        async with (
            asgi.router.lifespan_context(asgi),
            AsyncClient(transport=transport, base_url="http://app", event_hooks=hooks) as client,
        ):
            yield client


# Task 1: the way of a request

_STATIONS: Final[dict[CodeType, str]] = {
    v1_users.create_user.__code__: "route",
    inspect.unwrap(unit_of_work.SqlUnits.write).__code__: "open",
    users.create_user.__code__: "decide",
    SqlUsers.add.__code__: "insert",
    SqlUnitOfWork.commit.__code__: "commit",
    unit_of_work._give_back.__code__: "close",
    v1_users._rendered.__code__: "answer",
    problems.answer.__code__: "answer",
}


@contextmanager
def _followed() -> Iterator[list[str]]:
    """The stations in the order in which they are entered. A handler is done when it returns for
    the last time: each wait is a return, too."""
    seen: list[str] = []

    def note(frame: FrameType, event: str, _: Any) -> None:
        station = _STATIONS.get(frame.f_code)
        if event == "call" and station and station not in seen:
            seen.append(station)
        if event == "return" and station == "decide":
            seen[:] = [each for each in seen if each != "done"] + ["done"]

    sys.setprofile(note)
    try:
        yield seen
    finally:
        sys.setprofile(None)


@cache
def _ways(answer: Answer) -> dict[str, list[str]]:
    """What really happens, for Ada and then for her twin."""
    ways = {}
    with entered(answer, _started("way.db")) as client:
        for name, json in (("NEW_USER", ADA), ("TWIN", TWIN)):
            with _followed() as seen:
                answer.run(client.post(USERS, json=json))
            ways[name] = seen
    return ways


def _listed(answer: Answer, name: str) -> list[str]:
    """The learner's list. Raises `Wrong` when there are other things in it than stations."""
    found = answer.value(name)
    require(isinstance(found, list | tuple), f"`{name}` is `{shown(found)}`; it should be a list.")
    for station in found:
        require(
            type(station) is str and station in (*_STATIONS.values(), "done"),
            f"`{name}` has `{shown(station)}`, which is none of the eight stations.",
        )
    return list(found)


def _compare_stations(answer: Answer, name: str) -> None:
    """The learner's list with what happened: stations that lack or are too much."""
    found, real = _listed(answer, name), _ways(answer)[name]
    for station in found:
        require(station in real, f"`{name}` has `{station}`; this request never comes there.")
        require(found.count(station) == 1, f"`{name}` has `{station}` more than once.")
    for station in real:
        require(station in found, f"`{name}` has no `{station}`; this request comes there.")


def _compare_order(answer: Answer, name: str) -> None:
    """Of the stations that the request comes to, and that the learner has."""
    real = _ways(answer)[name]
    found = [station for station in _listed(answer, name) if station in real]
    require(len(found) > 1, f"`{name}` has fewer than two stations that this request comes to.")
    for first, second in combinations(dict.fromkeys(found), 2):
        require(
            real.index(first) < real.index(second),
            f"`{name}` has `{first}` before `{second}`; when we followed the request, `{second}` "
            "came first.",
        )


@check(task=1, points=1, demands=["new-user"])
def a_new_user_takes_this_way(answer: Answer) -> None:
    """The stations of a new user come in the order in which the app passes them.

    We follow a request through the running app and compare. Chapter 1, "The way of a request".
    """
    _compare_stations(answer, "NEW_USER")
    _compare_order(answer, "NEW_USER")


@check(task=1, points=0.5, demands=["twin-stations"])
def a_twin_comes_to_these_stations(answer: Answer) -> None:
    """A request that is refused passes all that is needed to end it well, and nothing is kept.

    We follow it through the running app and compare. Chapter 1, "The way of a request".
    """
    _compare_stations(answer, "TWIN")


@check(task=1, points=0.5, demands=["twin-order"])
def a_twin_takes_this_way(answer: Answer) -> None:
    """The stations of a request that is refused come in the order in which the app passes them.

    We follow it through the running app and compare. Chapter 1, "The way of a request".
    """
    _compare_order(answer, "TWIN")


# Tests, and what they are tried on


@dataclass(frozen=True, eq=False)
class App:
    """The app, perhaps with a fault: what it is called, how the fault is put in, who is in it."""

    says: str
    fault: AbstractContextManager[object] = field(default_factory=nullcontext)
    others: tuple[dict[str, str], ...] = ()


@dataclass(frozen=True)
class Walk:
    """What a test did on an app, and what it raised; `wrong` when it could not be run."""

    way: tuple[str, ...]
    error: BaseException | None = None
    wrong: Wrong | None = None


AS_IT_IS: Final = App("the app as it is")
WITH_OTHERS: Final = App("the app with other people in it", others=(GRACE,))


def _walk(answer: Answer, test: str, way: list[str], **names: object) -> Walk:
    """Runs a test, whose way is noted meanwhile."""
    way.clear()
    try:
        answer.value(test)
        answer.value(f"await {test}({', '.join(names)})", **names)
    except Wrong as wrong:
        error = wrong.__cause__
        is_missing = isinstance(error, NameError) and not _lines(error)
        if is_missing or isinstance(error, NotImplementedError):
            return Walk(tuple(way), wrong=wrong)
        return Walk(tuple(way), error or wrong)
    return Walk(tuple(way))


def _require_green(answer: Answer, test: str, app: App, walk: Walk) -> None:
    if walk.wrong:
        raise walk.wrong
    if walk.error is not None:
        raise Wrong(f"On {app.says}, `{test}` is red: {_told(walk.error, answer)}.")


def _told(error: BaseException, answer: Answer) -> str:
    """Its kind, and the line of the answer at which it came up."""
    where = [answer.source.split("\n")[line - 1].strip() for line in _lines(error)[-1:]]
    return " at ".join(f"`{each}`" for each in (told(error), *where))


def _lines(error: BaseException) -> list[int]:
    frames = traceback.extract_tb(error.__traceback__)
    return [each.lineno for each in frames if each.filename == "<answer>" and each.lineno]


def _told_way(way: Sequence[str]) -> str:
    return f"Its way was: {', '.join(way) or 'nothing'}."


# Task 2: four green tests


def _somebody(command: CreateUser, uow: UnitOfWork) -> User:
    return _new_user(replace(command, email="somebody@example.com"), uow)


async def _add_or_not(self: SqlUsers, newcomers: Sequence[User]) -> None:
    with suppress(EmailTaken):
        await _add(self, newcomers)


def _page_with_a_bad_email(email: str) -> Any:
    """Of all but the newest and the oldest."""

    async def page_of_users(self: SqlReader, request: Any) -> Page[UserView]:
        page = await _page(self, request)
        first, *between, last = page.items
        between = [replace(each, email=email) for each in between]
        return replace(page, items=(first, *between, last))

    return page_of_users


_new_user: Final = users._new_user
_add: Final = SqlUsers.add
_page: Final = SqlReader.page_of_users
_rendered: Final = v1_users._rendered


def _always_200(user: UserView, _: int = 200, **headers: str) -> Any:
    return _rendered(user, 200, **headers)


_FIND_ANYBODY: Final = select(*queries._VIEWS.selected_columns).where(
    col(UserRow.tenant_id) == bindparam("of_tenant"), col(UserRow.id) == bindparam("user_id")
)

NO_STORAGE: Final = App(
    "an app that keeps nothing, because no transaction is committed",
    patch.object(SqlUnitOfWork, "commit", AsyncMock()),
)
KEPT: Final = "test_a_new_user_is_kept"
GONE: Final = "test_a_deleted_user_is_gone"
LISTED: Final = "test_everybody_in_the_list_has_an_email"
ONCE: Final = "test_an_email_is_taken_once"
TESTS: Final = (KEPT, GONE, LISTED, ONCE)
# On each of these the test of the starter is red, too.
NOTICED: Final = {
    KEPT: (
        App(
            "an app that stores another email than the one that was sent",
            patch.object(users, "_new_user", _somebody),
        ),
        App(
            "an app that answers a new user with 200",
            patch.object(v1_users, "_rendered", _always_200),
        ),
    ),
    GONE: (
        App(
            "an app that answers a `DELETE` with 204 and deletes nobody",
            patch.object(User, "delete", Mock()),
        ),
        App(
            "an app where whoever is deleted can be read still",
            patch.object(queries, "_FIND_USER", _FIND_ANYBODY),
        ),
        App(
            "an app that answers 410 for whoever is not there",
            patch.dict(problems.STATUS, {UserNotFound: 410}),
        ),
    ),
    LISTED: (
        App(
            "an app whose list has Ada's email and not everybody's",
            patch.object(SqlReader, "page_of_users", _page_with_a_bad_email("")),
            others=(GRACE, BYRON),
        ),
        App(
            "an app in whose list one email has no `@`",
            patch.object(SqlReader, "page_of_users", _page_with_a_bad_email("grace at example")),
            others=(GRACE, BYRON),
        ),
    ),
    ONCE: (
        App("an app that answers a twin with 201", patch.object(SqlUsers, "add", _add_or_not)),
        App("an app that answers a twin with 422", patch.dict(problems.STATUS, {EmailTaken: 422})),
        NO_STORAGE,
    ),
}


@cache
def _walks(answer: Answer) -> dict[tuple[str, App], Walk]:
    """Each test on each app that matters to it: one app in all, emptied before each test."""
    apps = {test: (AS_IT_IS, WITH_OTHERS, NO_STORAGE, *NOTICED[test]) for test in TESTS}
    pairs = dict.fromkeys((test, app) for test in TESTS for app in apps[test])
    way: list[str] = []
    walks: dict[tuple[str, App], Walk] = {}
    with (
        entered(answer, _started("tests.db", way)) as client,
        closing(sqlite3.connect("tests.db", isolation_level=None)) as connection,
    ):
        connection.execute("PRAGMA synchronous = OFF")
        for test, app in pairs:
            as_it_is = walks.get((test, AS_IT_IS), Walk(()))
            if as_it_is.error or as_it_is.wrong:
                continue  # that is all there is to say of it
            connection.execute("DELETE FROM users")
            with app.fault:
                for each in app.others:
                    answer.run(client.post(USERS, json=each))
                walks[test, app] = _walk(answer, test, way, client=client)
    return walks


def _require_red(answer: Answer, test: str, app: App) -> None:
    """Green on the app as it is, and red on this one."""
    walks = _walks(answer)
    _require_green(answer, test, AS_IT_IS, walks[test, AS_IT_IS])
    if walks[test, app].error is None:
        raise Wrong(f"`{test}` is green on {app.says}. {_told_way(walks[test, app].way)}")


@check(task=2, points=0.25, demands=["green"])
def the_tests_are_green_on_the_app(answer: Answer) -> None:
    """All four are green on the app as it is.

    A test that is red on a right app will be switched off by the first person in a hurry.
    """
    for test in TESTS:
        _require_green(answer, test, AS_IT_IS, _walks(answer)[test, AS_IT_IS])


@check(task=2, points=0.25, demands=["green-with-others"], needs=["green"])
def the_tests_are_green_among_others(answer: Answer) -> None:
    """All four are green whoever else is in the database.

    Somebody may be in it, from an import or from another test, and nothing is wrong with that.
    """
    for test in TESTS:
        _require_green(answer, test, AS_IT_IS, _walks(answer)[test, AS_IT_IS])
        _require_green(answer, test, WITH_OTHERS, _walks(answer)[test, WITH_OTHERS])


@check(task=2, points=0.25, demands=["names-stay"])
def names_and_parameters_are_the_same(answer: Answer) -> None:
    """All four have their name and the one parameter `client`.

    Test runners go by names: those of tests, and those of what a test wants to be given.
    """
    for test in TESTS:
        found = list(inspect.signature(answer.value(test)).parameters)
        given = f"it has {', '.join(map('`{}`'.format, found)) or 'none'}"
        require(found == ["client"], f"`{test}` has the parameter `client`; {given}.")


@check(task=2, points=0.5, demands=["red-without-storage"], needs=["green"])
def a_user_who_is_not_kept_is_noticed(answer: Answer) -> None:
    """`test_a_new_user_is_kept` is red when nothing is kept.

    What the app says of itself is no proof of what it did. Chapter 1, "What a test walks through".
    """
    _require_red(answer, KEPT, NO_STORAGE)


@check(task=2, points=0.5, demands=["red-without-storage"], needs=["green"])
def who_was_never_there_is_not_gone(answer: Answer) -> None:
    """`test_a_deleted_user_is_gone` is red when nothing is kept.

    Of somebody who was never there all absences are true. Chapter 1, "Write the test that was
    missing": a test that never failed may be unable to.
    """
    _require_red(answer, GONE, NO_STORAGE)


@check(task=2, points=0.5, demands=["red-without-storage"], needs=["green"])
def an_empty_list_is_noticed(answer: Answer) -> None:
    """`test_everybody_in_the_list_has_an_email` is red when nothing is kept.

    Whatever one says of all members of nothing is true. Chapter 1, "Write the test that was
    missing": a test that never failed may be unable to.
    """
    _require_red(answer, LISTED, NO_STORAGE)


@check(task=2, points=0.25, demands=["red-as-before"], needs=["green"])
def another_user_than_was_sent_is_noticed_still(answer: Answer) -> None:
    """`test_a_new_user_is_kept` is red where it was red before: status and email are asserted.

    Whoever mends a test must not lose what it was for. Chapter 1, "Write the test that was
    missing": its name is a statement.
    """
    for app in NOTICED[KEPT]:
        _require_red(answer, KEPT, app)


@check(task=2, points=0.25, demands=["red-as-before"], needs=["green"])
def who_is_deleted_and_there_is_noticed_still(answer: Answer) -> None:
    """`test_a_deleted_user_is_gone` is red where it was red before: a look at her address is a 404.

    Whoever mends a test must not lose what it was for. Chapter 1, "Write the test that was
    missing": its name is a statement.
    """
    for app in NOTICED[GONE]:
        _require_red(answer, GONE, app)


@check(task=2, points=0.25, demands=["red-as-before"], needs=["green"])
def what_was_noticed_is_noticed_still(answer: Answer) -> None:
    """The other two are red where they were red before: they assert what their names say.

    "Everybody" is each of them, and "once" is a 409 for the twin. Chapter 1, "Write the test that
    was missing": its name is a statement.
    """
    for test in (LISTED, ONCE):
        for app in NOTICED[test]:
            _require_red(answer, test, app)


# Task 3: three letters

TEST: Final = "test_what_was_answered_lasts"
_GREEN: Final = ("green", "green-with-others")
_numbers: Final = count()


def _without(*left_out: str) -> Callable[[User], dict[str, Any]]:
    def columns(user: User) -> dict[str, Any]:
        changed = changeable_columns_of(user)
        return {name: value for name, value in changed.items() if name not in left_out}

    return columns


NEW_FILE: Final = App(
    "the version of the first letter, which begins a new database at every start", others=(GRACE,)
)
OLD_NAME: Final = App(
    "the version of the second letter, whose UPDATE leaves the name out",
    patch.object(stores, "changeable_columns_of", _without("full_name", "full_name_key")),
    others=(GRACE,),
)
BACK_AGAIN: Final = App(
    "the version of the third letter, whose UPDATE leaves out when a user was deleted",
    patch.object(stores, "changeable_columns_of", _without("deleted_at")),
    others=(GRACE,),
)


@cache
def _restarted(answer: Answer, app: App) -> Walk:
    """The test on a version, on files of its own."""
    number, way = next(_numbers), list[str]()

    @asynccontextmanager
    async def start() -> AsyncIterator[AsyncClient]:
        way.append("start")
        starts = way.count("start")
        file = f"letters{number}_{starts if app is NEW_FILE else ''}.db"
        async with _started(file, way) as client:
            if starts == 1:
                for each in app.others:
                    await client.post(USERS, json=each)
                way[:] = ["start"]
            yield client

    with app.fault:
        return _walk(answer, TEST, way, start=start)


def _require_red_after_restart(answer: Answer, app: App) -> Walk:
    _require_green(answer, TEST, WITH_OTHERS, _restarted(answer, WITH_OTHERS))
    walk = _restarted(answer, app)
    if walk.error is None:
        raise Wrong(f"`{TEST}` is green on {app.says}. {_told_way(walk.way)} {_missing(walk.way)}")
    return walk


def _missing(way: Sequence[str]) -> str:
    """What there is to say of a way that leads past the fault."""
    if not any(step.startswith("GET") for step in way):
        return "It reads nothing."
    if way.count("start") < 2:
        return "It starts the app once."
    last = len(way) - [*reversed(way)].index("start")
    heard = [step[4:] for step in way[last:] if step.startswith("GET")]
    return f"After the last start it hears {', '.join(heard) or 'nothing'}."


@check(task=3, points=0.5, demands=["green"])
def the_test_is_green_on_the_app(answer: Answer) -> None:
    """The test is green on the app as it is.

    A red that says nothing is worse than no test: soon nobody looks.
    """
    _require_green(answer, TEST, AS_IT_IS, _restarted(answer, AS_IT_IS))


@check(task=3, points=0.5, demands=["green-with-others"], needs=["green"])
def the_test_is_green_among_others(answer: Answer) -> None:
    """The test is green whoever else is in the database.

    Somebody may be in it, from an import or from another test, and nothing is wrong with that.
    """
    _require_green(answer, TEST, AS_IT_IS, _restarted(answer, AS_IT_IS))
    _require_green(answer, TEST, WITH_OTHERS, _restarted(answer, WITH_OTHERS))


@check(task=3, points=1, demands=["lost-by-a-restart"], needs=_GREEN)
def who_is_lost_by_a_restart_is_noticed(answer: Answer) -> None:
    """The test is red when a restart loses everybody.

    It walks through one life of the app, or through two. Chapter 1, "What a test walks through".
    """
    _require_red_after_restart(answer, NEW_FILE)


@check(task=3, points=1, demands=["lost-change"], needs=_GREEN)
def a_change_that_is_lost_is_noticed(answer: Answer) -> None:
    """The test is red when a change is answered and not stored.

    The answer is made from what the handler holds, and not from what was stored. Chapter 1, "What
    a test walks through".
    """
    _require_red_after_restart(answer, OLD_NAME)


@check(task=3, points=1, demands=["comes-back"], needs=_GREEN)
def who_comes_back_is_noticed(answer: Answer) -> None:
    """The test is red when somebody who was deleted is still there.

    204 says that nothing went wrong on the way, and no more. Chapter 1, "What a test walks
    through".
    """
    _require_red_after_restart(answer, BACK_AGAIN)


@check(
    task=3,
    points=1,
    demands=["by-an-assert"],
    needs=[*_GREEN, "lost-by-a-restart", "lost-change", "comes-back"],
)
def it_is_red_by_an_assertion(answer: Answer) -> None:
    """Where the test is red, an assertion says what is not true.

    Red for the right reason. Chapter 1, "Write the test that was missing".
    """
    for app in (NEW_FILE, OLD_NAME, BACK_AGAIN):
        error = _require_red_after_restart(answer, app).error
        if error is not None and not isinstance(error, AssertionError):
            raise Wrong(
                f"On {app.says}, `{TEST}` stumbles: {_told(error, answer)}; an `assert` should "
                "fail first."
            )
