"""The words in which a check asks an answer, each heard once failing."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from course.grading.checks import Answer, Wrong, shown, told
from course.grading.telling import OutOfTime

_made: list[Answer] = []


def answer(**names: Any) -> Answer:
    _made.append(Answer(names, "", {}))
    return _made[-1]


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    while _made:
        _made.pop().close()


def wrong(ask: Callable[[], object]) -> str:
    with pytest.raises(Wrong) as caught:
        ask()
    return str(caught.value)


@pytest.mark.parametrize(
    ("given", "change", "said"),
    [
        ([3, 1], list.sort, "changed the `given` that it was given, `[3, 1]`, to `[1, 3]`"),
        ([1], list.clear, "`[1]`, to `[]`"),
        ({"a": 1}, lambda d: d.update(a=2), "`{'a': 1}`, to `{'a': 2}`"),
        ({1}, lambda s: s.add(2), "`{1}`, to `{1, 2}`"),
    ],
)
def test_a_list_that_is_handed_over_stays_as_it_is(
    given: object, change: Callable[[Any], object], said: str
) -> None:
    assert said in wrong(lambda: answer(f=change).value("f(given)", given=given))


def test_it_stays_so_when_the_answer_refuses() -> None:
    def refuse(given: list[int]) -> None:
        given.pop()
        raise KeyError

    assert "to `[]`" in wrong(lambda: answer(f=refuse).raises("f(given)", KeyError, given=[1]))


def test_what_an_answer_may_do_to_the_things_in_a_list_is_no_change_of_the_list() -> None:
    things = [[1], [2]]
    answer(f=lambda each: each[0].append(7)).gives("f(things)", None, things=things)
    assert things == [[1, 7], [2]]


class Counter:
    def __init__(self) -> None:
        self.count = 0

    def add(self) -> None:
        self.count += 1
        raise ValueError


def test_what_changes_meanwhile_is_told_by_what_it_gives() -> None:
    said = wrong(lambda: answer().leaves("c.add()", "c.count", c=Counter()))
    assert said.startswith("After `c.add()`, `c.count` gives `1`; before, it gave `0`.")
    answer().leaves("c.add()", "type(c)", c=Counter())


def failing(error: BaseException, wrap: Callable[[BaseException], BaseException | None]) -> Answer:
    """Whose `f()` meets the error and makes this of it; nothing for None."""

    def function() -> None:
        if other := wrap(error):
            raise other

    return answer(f=function)


@pytest.mark.parametrize(
    ("wrap", "said"),
    [
        (lambda _: None, "`f()` gave `None`; `OSError: x`, which came up within, should go"),
        (lambda _: OSError("x"), "`f()` raised `OSError: x`"),
        (lambda _: ValueError("y"), "`f()` raised `ValueError: y`"),
    ],
)
def test_an_error_that_comes_up_within_goes_through_as_it_is(
    wrap: Callable[[BaseException], BaseException | None], said: str
) -> None:
    error = OSError("x")
    assert said in wrong(lambda: failing(error, wrap).lets_through("f()", error))
    failing(error, lambda same: same).lets_through("f()", error)


def test_a_cancellation_goes_through_too() -> None:
    error = asyncio.CancelledError()

    async def function() -> None:
        raise error

    answer(f=function).lets_through("await f()", error)


class Endless(Exception):
    def __str__(self) -> str:
        raise OutOfTime

    __repr__ = __str__


def test_a_str_that_does_not_end_is_called_so() -> None:
    assert told(Endless()) == "Endless, whose __str__ does not end"
    assert shown(Endless()) == "a Endless whose repr() does not end"
