"""Two kinds of load in turn, so that a busy machine is as unfair to one as to the other; and the
table that tells how it went."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from tests.bench.load import Exchange, put_load

CONNECTIONS = 16
WARM_UP = 1.0


@dataclass(frozen=True, slots=True)
class Runner:
    """`worth` is what one answer counts for: a batch of 100 creates 100 users."""

    port: int
    exchanges: Iterator[Exchange]
    worth: int = 1


@dataclass(frozen=True, slots=True)
class Match:
    """`goal`: how many times as fast as `other` we want `one` to be."""

    what: str
    goal: float
    one: Runner
    other: Runner


@dataclass(frozen=True, slots=True)
class Result:
    """Rates per second of one and other, by round; and how busy the generator was at most."""

    match: Match
    one: Sequence[float]
    other: Sequence[float]
    busy: float

    @property
    def ratios(self) -> list[float]:
        return [one / other for one, other in zip(self.one, self.other, strict=True)]

    @property
    def met(self) -> bool:
        return median(self.ratios) >= self.match.goal

    def __str__(self) -> str:
        rates = f"{median(self.one):>9,.0f}{median(self.other):>9,.0f}"
        spread = f"[{min(self.ratios):.2f}..{max(self.ratios):.2f}]"
        verdict = f"{self.match.goal:>6.2f}  {'met' if self.met else 'not met'}"
        return f"{self.match.what:<46}{rates}{median(self.ratios):>8.2f} {spread:<16}{verdict}"


HEAD = f"{'per second, median':<46}{'one':>9}{'other':>9}{'ratio':>8} {'[min..max]':<16}{'goal':>6}"


async def contest(match: Match, rounds: int, seconds: float) -> Result:
    """Alternates who begins. Raises `WrongAnswer` at the first one."""
    runners, rates, busy = (match.one, match.other), (list[float](), list[float]()), 0.0
    for runner in runners:
        await put_load(runner.port, runner.exchanges, CONNECTIONS, min(WARM_UP, seconds))
    for number in range(rounds):
        for turn in (0, 1) if number % 2 == 0 else (1, 0):
            runner = runners[turn]
            load = await put_load(runner.port, runner.exchanges, CONNECTIONS, seconds)
            rates[turn].append(load.rate * runner.worth)
            busy = max(busy, load.busy)
    return Result(match, *rates, busy)
