"""What a task is, as graders and notebooks know it. How a master says so, exercise.py reads."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

MINUTES: Final = {1: 3, 2: 10, 3: 20}


@dataclass(frozen=True)
class Alternative:
    """Another good answer, and when one would choose it."""

    words: str
    code: str


@dataclass(frozen=True)
class Task:
    """One to three stars, as its number says. `given` is the code that stands above its answer.

    `fails` names the check that the starter fails; empty for one whose bodies are not written yet.
    `keep` is the file of the feature that our answer is written to, if it is.
    `marked`: the statement and the starter's docstrings, with the marks of demands.py.
    """

    exercise: int
    number: int
    title: str
    marked: str = field(repr=False)
    given: str = field(repr=False)
    starter: str = field(repr=False)
    solution: str = field(repr=False)
    fails: str
    keep: str
    hints: tuple[str, ...]
    why: str
    alternatives: tuple[Alternative, ...]

    @property
    def keeps(self) -> str:
        """The module with our answer; empty when there is none."""
        return f"exercises.invitations.{Path(self.keep).stem}" if self.keep else ""

    def without_answers(self) -> "Task":
        """All that it takes to try one."""
        return replace(self, marked="", solution="", hints=(), why="", alternatives=())

    @property
    def minutes(self) -> int:
        return MINUTES[self.number]

    @property
    def stars(self) -> str:
        return "★" * self.number
