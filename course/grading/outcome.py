"""What became of an answer, check by check. Plain values, which travel between processes."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Finding:
    """One check: passed when it has nothing to say. `says` and `why` are the check's own words;
    it was not `tried` when the answer had ended before. `excused`: why it can't be tried here, and
    has nothing to say."""

    check: str
    points: float
    says: str
    why: str
    failure: str = ""
    tried: bool = True
    excused: str = ""

    @property
    def passed(self) -> bool:
        return not self.failure


@dataclass(frozen=True)
class Outcome:
    """Of one task. `refused`: why the answer could not be run at all; then all checks failed.
    `printed`: how that began. `untouched`: it is the cell as it was given, which earns nothing.
    `given_again`: what it defines, and below that stands as it was given; that is what counts."""

    exercise: int
    task: int
    findings: tuple[Finding, ...]
    refused: str = ""
    printed: str = ""
    untouched: bool = False
    given_again: str = ""

    @property
    def points(self) -> float:
        return 0 if self.untouched else sum(each.points for each in self.findings if each.passed)

    @property
    def most(self) -> float:
        return sum(each.points for each in self.findings)

    @property
    def is_full(self) -> bool:
        return bool(self.findings) and not self.failed and not self.untouched

    @property
    def failed(self) -> list[Finding]:
        return [each for each in self.findings if not each.passed]


def to_json(outcome: Outcome) -> dict[str, Any]:
    return asdict(outcome)


def points(value: float) -> str:
    """2 or 2.5, as people write it."""
    return f"{value:g}"


def total(outcomes: Sequence[Outcome]) -> tuple[float, float]:
    """Points and most points of several tasks."""
    return sum(each.points for each in outcomes), sum(each.most for each in outcomes)
