"""The benchmark as a whole, too short to measure anything: all answers are right."""

import pytest

from tests.bench.__main__ import main
from tests.bench.contest import Match, Result, Runner

NOBODY = Runner(0, iter(()))


def test_everything_is_measured_and_every_answer_is_right(
    capsys: pytest.CaptureFixture[str],
) -> None:
    status = main(["--rounds", "1", "--seconds", "0.1", "--users", "1000"])
    printed = capsys.readouterr()
    assert (status in (0, 1), printed.err) == (True, "")
    table = printed.out.splitlines()
    whats = ("reads by id", "pages of 50", "pages at 99.9 %", "creates", "users by batches")
    for what, line in zip(whats, table[1:], strict=False):
        assert line.startswith(what)
        assert line.endswith("met")
    assert "64 connections" in table[6]


@pytest.mark.parametrize(("goal", "verdict"), [(2.0, "met"), (2.1, "not met")])
def test_a_goal_is_met_by_the_median_of_the_rounds(goal: float, verdict: str) -> None:
    result = Result(Match("reads", goal, NOBODY, NOBODY), [200, 100, 900], [100, 100, 100], 0.1)
    assert str(result).split(maxsplit=5) == [
        "reads",
        "200",
        "100",
        "2.00",
        "[1.00..9.00]",
        f"{goal:.2f}  {verdict}",
    ]
