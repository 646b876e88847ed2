"""`python -m tests.bench`: the app against the bare one, on the same people, over real HTTP."""

# ruff: noqa: T201 (a table is printed)

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from sqlmodel import SQLModel

from reference_app.infrastructure.sql import schema
from reference_app.infrastructure.sql.rows import USERS
from tests.bench.contest import HEAD, Match, Result, Runner, contest
from tests.bench.exchanges import BATCH, batches, creates, deep_pages, first_pages, mixed, reads
from tests.bench.load import WrongAnswer, put_load
from tests.bench.people import Person, newcomers, people, store
from tests.bench.servers import BARE, OURS, ServerFailed, served

CROWD = 64


def main(argv: Sequence[str]) -> int:
    """0 if every goal is met, 1 if not, 2 if an answer was wrong or a server failed."""
    given = _parse(argv)
    try:
        results = asyncio.run(_measure(given.rounds, given.seconds, people(given.users)))
    except (WrongAnswer, ConnectionError, ServerFailed) as error:
        print(f"The benchmark stopped: {error}", file=sys.stderr)
        return 2
    return 0 if all(result.met for result in results) else 1


def _parse(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="rounds of each pair")
    parser.add_argument("--seconds", type=float, default=5.0, help="length of a round")
    parser.add_argument("--users", type=int, default=100_000, help="users to begin with")
    parser.add_argument("--quick", action="store_true", help="one round of one second")
    given = parser.parse_args(argv)
    if given.quick:
        given.rounds, given.seconds = 1, 1.0
    return given


async def _measure(rounds: int, seconds: float, everybody: list[Person]) -> list[Result]:
    with _both_served(everybody) as (ours, theirs):
        print(HEAD)
        results = []
        for match in await _matches(ours, theirs, everybody):
            results.append(await contest(match, rounds, seconds))
            print(results[-1], flush=True)
        print(await _crowd(ours, everybody, seconds))
    print(f"The load generator computed for {max(each.busy for each in results):.0%} of the time.")
    return results


@contextmanager
def _both_served(everybody: list[Person]) -> Iterator[tuple[int, int]]:
    with tempfile.TemporaryDirectory(prefix="bench") as name:
        directory = Path(name)
        bare, newest = SQLModel.metadata, partial(schema.up, to=schema.HEAD)
        ours = store(everybody, USERS, directory / "ours.db", newest)
        theirs = store(everybody, bare.tables["users"], directory / "bare.db", bare.create_all)
        with (
            served(OURS, directory / "ours.log", APP__DATABASE__URL=ours) as our_port,
            served(BARE, directory / "bare.log", BARE_DATABASE_URL=theirs) as their_port,
        ):
            yield our_port, their_port


async def _matches(ours: int, theirs: int, everybody: list[Person]) -> list[Match]:
    """What is compared, and how many times the other one it should be. Writers come last, because
    pages are compared byte by byte."""
    new = newcomers()
    our_reads, their_reads = (Runner(port, reads(everybody)) for port in (ours, theirs))
    our_pages = Runner(ours, await first_pages(ours, everybody))
    their_pages = Runner(theirs, await first_pages(theirs, everybody))
    our_deep_pages = Runner(ours, await deep_pages(ours, everybody))
    our_creates, their_creates = (Runner(port, creates(new)) for port in (ours, theirs))
    our_batches = Runner(ours, batches(new), worth=BATCH)
    return [
        Match("reads by id, ours to bare", 1.3, our_reads, their_reads),
        Match("pages of 50, ours to bare", 1.2, our_pages, their_pages),
        Match("pages at 99.9 % depth to first pages, ours", 0.5, our_deep_pages, our_pages),
        Match("creates, ours to bare", 0.9, our_creates, their_creates),
        Match("users by batches of 100 to one by one, ours", 15.0, our_batches, our_creates),
    ]


async def _crowd(port: int, everybody: list[Person], seconds: float) -> str:
    """As many connections as may come at once; raises at the first error."""
    exchanges = mixed(reads(everybody), creates(newcomers("crowd")))
    load = await put_load(port, exchanges, CROWD, seconds)
    return f"{CROWD} connections, reads and creates in turn: {load.rate:,.0f} per second, no error."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
