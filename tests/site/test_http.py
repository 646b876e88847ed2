"""The reference of the HTTP API: each operation with an example and the headers of its answers."""

import json
import re
import shlex
from html import unescape
from pathlib import Path

import pytest
from httpx import Request, Response

from course.errors import CourseError
from course.site.exchanges import Exchange, curl, exchanges
from course.site.http_api import description, filled, operations
from course.site.http_headers import MEANINGS, general, of_these
from reference_app.domain.paging import Cursor


@pytest.fixture(scope="module")
def made() -> list[Exchange]:
    return exchanges()


def sections(text: str) -> dict[str, str]:
    """By operation: "GET /livez"."""
    _, *parts = re.split(r"^### `(\w+ \S+)`$", text, flags=re.MULTILINE)
    return dict(zip(parts[::2], parts[1::2], strict=True))


def test_every_operation_has_an_example_and_says_what_its_headers_tell(built: Path) -> None:
    html = (built / "reference/http/index.html").read_text(encoding="utf-8")
    document = json.loads((built / "reference/openapi.json").read_text(encoding="utf-8"))
    told = {unescape(re.sub("<.*?>", "", each)) for each in re.split("(?=<h[23])", html)}
    for path, methods in document["paths"].items():
        for method in methods:
            [section] = [each for each in told if each.startswith(f"{method.upper()} {path}¶")]
            assert "curl -i" in section
            assert re.search(r"HTTP/1\.1 2\d\d ", section)
            assert any(f"\n{name}\n" in section for name in MEANINGS)


def test_an_operation_without_an_example_is_named(made: list[Exchange]) -> None:
    fewer = [each for each in made if each.example.method != "DELETE"]
    with pytest.raises(CourseError, match=r"^DELETE /api/v1/users/\{user_id\} has no example: "):
        operations(description(), fewer)


def test_an_operation_whose_examples_show_no_header_is_named(made: list[Exchange]) -> None:
    fewer = [each for each in made if each.answer.status_code != 404]
    with pytest.raises(CourseError, match=r"^No example of DELETE .* has a header of its own: "):
        operations(description(), fewer)


def test_a_header_of_which_nothing_is_said_is_named(made: list[Exchange]) -> None:
    new = made[0]._replace(answer=Response(200, headers={"x-colour": "teal"}))
    with pytest.raises(CourseError, match=r"^Nothing says what the header x-colour tells"):
        of_these([new], general(made))


def test_each_header_is_told_once_in_an_operation(made: list[Exchange]) -> None:
    parts = filled(description(), made)
    assert [name for name in MEANINGS if f"| `{name}` |" not in "".join(parts.values())] == []
    for section in sections(parts["operations"]).values():
        names = re.findall(r"^\| `([A-Z][\w-]+)` \| [\d, ]+ \|", section, re.MULTILINE)
        assert names
        assert len(names) == len(set(names))


def test_the_command_sends_what_the_test_sent(made: list[Exchange]) -> None:
    for each in made:
        sent = each.answer.request
        again = read(curl(each))
        assert (again.method, again.url.raw_path) == (sent.method, sent.url.raw_path)
        if sent.content:
            assert json.loads(again.content) == json.loads(sent.content)
        for name in ("content-type", "if-match", "if-none-match"):
            assert again.headers.get(name) == sent.headers.get(name)


def read(command: str) -> Request:
    """The request that curl makes of it."""
    words = iter(shlex.split(command.replace("\\\n", "")))
    headers, method, url, body = [], None, "", None
    assert [next(words), next(words)] == ["curl", "-i"]
    for word in words:
        match word:
            case "-X":
                method = next(words)
            case "-H":
                name, _, value = next(words).partition(": ")
                headers.append((name, value))
            case "-d":
                body = next(words)
            case _:
                url = word
    return Request(
        method or ("GET" if body is None else "POST"), url, headers=headers, content=body
    )


def test_a_page_made_again_is_the_same(made: list[Exchange]) -> None:
    first, second = (filled(description(), each) for each in (made, exchanges()))
    assert first == second
    assert made[0].answer.json()["id"] not in first["operations"]


def test_without_chance_two_users_stay_two_and_the_cursor_names_the_last(
    made: list[Exchange],
) -> None:
    page = sections(operations(description(), made))["GET /api/v1/users"]
    ids = re.findall(r'"id": "(\S+)"', page)
    [cursor] = re.findall(r'"next_cursor": "(\S+)"', page)
    assert len(set(ids)) == 2
    assert str(Cursor.decode(cursor).values[-1]) == ids[-1]
