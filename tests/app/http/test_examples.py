"""The examples of the reference: an operation has one, and what the app answers is as it says."""

import re

import pytest

from reference_app.presentation.http.app import create_asgi
from reference_app.settings import Settings
from tests.app.http.door import problem
from tests.app.http.examples import EXAMPLES, Example, exchanged

pytestmark = pytest.mark.chapter(11)

PATHS = create_asgi(Settings()).openapi()["paths"]


def described(example: Example) -> bool:
    return example.method.lower() in PATHS[example.path]


def without_id(text: str) -> str:
    return re.sub("[0-9a-f-]{36}", "{user_id}", text)


def test_every_operation_has_an_example_of_what_it_is_for() -> None:
    firsts: dict[tuple[str, str], int] = {}
    for each in filter(described, EXAMPLES):
        firsts.setdefault((each.method.lower(), each.path), each.status)
    assert set(firsts) == {(method, path) for path, item in PATHS.items() for method in item}
    assert {status // 100 for status in firsts.values()} == {2}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: f"{each.title}, {each.status}")
async def test_an_example_is_answered_as_it_says(example: Example) -> None:
    answer = await exchanged(example)
    sent, headers = answer.request, {k: without_id(v) for k, v in answer.headers.items()}
    assert (sent.method, without_id(sent.url.path)) == (example.method, example.path)
    assert (answer.status_code, headers) == (example.status, headers | dict(example.headers))
    if described(example):
        assert str(example.status) in PATHS[example.path][example.method.lower()]["responses"]
    if answer.is_error:
        problem(answer, example.status, answer.json()["code"])
