# task 1 | right | expect: accepted | runs none of the scripts: a toy model plays them (lower case adds a user, "C" commits, "|" opens the next block, "!" leaves), and a defaultdict holds what stays
from collections import defaultdict
from functools import reduce

PLAYS = {"a": "ag", "b": "agC!", "c": "aCg", "d": "gC|ag!", "e": "agC!", "f": "a!"}


def step(table: tuple[frozenset[str], frozenset[str]], move: str) -> tuple[frozenset[str], ...]:
    stored, seen = table
    match move:
        case "C":
            return seen, seen
        case "|" | "!":
            return stored, stored
        case name:
            return stored, seen | {name}


ROWS = defaultdict(int)
for script, moves in PLAYS.items():
    ROWS[script] = len(reduce(step, moves, (frozenset(), frozenset()))[0])
