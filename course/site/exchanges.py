"""The examples of the app's suite, sent while the site is built: what went out and what came back,
as text. What the headers tell is in http_headers.py."""

import asyncio
import json
import re
import shlex
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple
from uuid import UUID

from httpx import Response

from course.errors import CourseError
from course.site.pages import fenced
from reference_app.domain.paging import Cursor
from reference_app.settings import Settings
from tests.app.http.examples import EXAMPLES, Example, exchanged

SOURCE: Final = "tests/app/http/examples.py"
_OF_THE_CLIENT: Final = (b"host", b"accept", b"accept-encoding", b"connection", b"user-agent")
_LENGTH: Final = b"content-length"  # of what was sent, not of what is laid out for people
_WIDTH: Final = 80  # of a line of the shell


class Exchange(NamedTuple):
    """An example, and what was answered, which also has what was asked."""

    example: Example
    answer: Response

    @property
    def title(self) -> str:
        return f"{self.answer.status_code}: {self.example.title}"


def exchanges(examples: Sequence[Example] = EXAMPLES) -> list[Exchange]:
    """Each with an app of its own."""

    async def all_of_them() -> list[Exchange]:
        return [Exchange(each, await exchanged(each)) for each in examples]

    return asyncio.run(all_of_them())


def of_operation(made: Sequence[Exchange], method: str, path: str) -> list[Exchange]:
    """Raises `CourseError` when there are none."""
    found = [each for each in made if each.example[:2] == (method, path)]
    if not found:
        raise CourseError(f"{method} {path} has no example: give it one in {SOURCE}")
    return found


def shown(made: Sequence[Exchange], left_out: set[str]) -> Iterator[str]:
    """The first as it is, the others folded; without these headers of the answers."""
    for number, each in enumerate(made):
        steady = Steady()
        sent = fenced(steady(curl(each)), "sh")
        got = fenced(steady(answered(each, left_out)), "http")
        if number:
            yield f"/// details | {each.title}\n\n{sent}\n\n{got}\n\n///"
        else:
            yield f"**{each.title}**\n\n{sent}\n\n{got}"


def curl(made: Exchange) -> str:
    """The request as a command of the shell, for the app as `make app` starts it."""
    sent, http = made.answer.request, Settings().http
    target = sent.url.raw_path.decode()
    method = [] if sent.method == ("POST" if sent.content else "GET") else ["-X", sent.method]
    parts = [shlex.join(["curl", "-i", *method, f"http://{http.host}:{http.port}{target}"])]
    parts += [
        shlex.join(["-H", f"{name.decode()}: {value.decode()}"])
        for name, value in sent.headers.raw
        if name.lower() not in (*_OF_THE_CLIENT, _LENGTH)
    ]
    if sent.content:
        parts.append(shlex.join(["-d", _laid_out(json.loads(sent.content))]))
    return " \\\n  ".join(parts)


def answered(made: Exchange, left_out: set[str]) -> str:
    """As it came, but for the layout of the body."""
    answer = made.answer
    lines = [f"{answer.http_version} {answer.status_code} {answer.reason_phrase}"]
    lines += [f"{k}: {v}" for k, v in answer.headers.items() if k not in left_out]
    if answer.content:
        lines += ["", json.dumps(answer.json(), indent=2, ensure_ascii=False)]
    return "\n".join(lines)


def _laid_out(body: Any) -> str:
    line = json.dumps(body, ensure_ascii=False)
    return line if len(line) <= _WIDTH else json.dumps(body, indent=2, ensure_ascii=False)


_USER: Final = re.compile(r"\b([0-9a-f]{8}-[0-9a-f]{4}-7)[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\b")
_REQUEST: Final = re.compile(r"\b[0-9a-f]{32}\b")
_CURSOR: Final = re.compile(r'(?<="next_cursor": ")[^"]+')


class Steady:
    """Text without chance: what was random in ids is counted, so that two users stay two."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    def __call__(self, text: str) -> str:
        text = _CURSOR.sub(self._cursor, _USER.sub(self._user, text))
        return _REQUEST.sub("0" * 31 + "1", text)

    def _user(self, found: re.Match[str]) -> str:
        number = self._known.setdefault(found[0], len(self._known) + 1)
        return f"{found[1]}000-8000-{number:012}"

    def _cursor(self, found: re.Match[str]) -> str:
        place = Cursor.decode(found[0])
        values = (
            UUID(self(str(each))) if isinstance(each, UUID) else each for each in place.values
        )
        return Cursor(tuple(values), place.question).encode()
