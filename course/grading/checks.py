"""The words in which a check is written. What is right where, `exercises/checks/` knows.

A check is a function that raises `Wrong`, best through the `Answer` that it gets:

    @check(task=2, points=1, demands=["one-member"])
    def two_spellings_are_one_member_of_a_set(answer: Answer) -> None:
        \"\"\"Two spellings of one code are one member of a set.

        A set looks at the hash first. Chapter 2, "Many spellings, one key".
        \"\"\"
        answer.gives("len({InviteCode('abcd-efgh'), InviteCode('ABCDEFGH')})", 1)

The first paragraph says what holds, the second why it matters and where to read. `demands` are
those of the statement that it tries (see demands.py), `needs` those without which it fails as well.
A check that needs a time takes `now`, too, and is tried twice: at a time that is to come, and at
one that is past. So nobody passes who asks the machine what time it is.
What a browser can't do, a check says in `local`; there it is not tried, and its points are given.
"""

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from course.grading.answer import Answer as Answer
from course.grading.answer import Wrong as Wrong
from course.grading.telling import OutOfTime as OutOfTime
from course.grading.telling import shown as shown
from course.grading.telling import told as told

PAST: Final = datetime(2019, 1, 7, 9, tzinfo=UTC)  # a Monday
FUTURE: Final = datetime(2091, 1, 8, 9, tzinfo=UTC)  # another


@dataclass(frozen=True)
class Check:
    """A function with its points. Its name is what wrong answers refer to."""

    task: int
    points: float
    function: Callable[..., None]
    demands: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    local: str = ""

    def tries(self, answer: "Answer") -> None:
        """Raises `Wrong`, or whatever the answer raises."""
        if "now" in inspect.signature(self.function).parameters:
            for now in (FUTURE, PAST):
                self.function(answer, now)
        else:
            self.function(answer)

    @property
    def name(self) -> str:
        return self.function.__name__

    @property
    def says(self) -> str:
        """What holds of a right answer."""
        return inspect.cleandoc(self.function.__doc__ or "").partition("\n\n")[0].replace("\n", " ")

    @property
    def why(self) -> str:
        """Why that matters, and where to read."""
        return inspect.cleandoc(self.function.__doc__ or "").partition("\n\n")[2].replace("\n", " ")


def check(
    task: int,
    points: float,
    demands: Sequence[str] = (),
    needs: Sequence[str] = (),
    local: str = "",
) -> Callable[[Callable[..., None]], Check]:
    """Declares a check of a task, in the order in which its learner hears of failures."""
    return lambda function: Check(task, points, function, tuple(demands), tuple(needs), local)


def require(holds: bool, sentence: str) -> None:
    """Raises `Wrong` with the sentence: for what no single expression says."""
    if holds is not True:
        raise Wrong(sentence)
