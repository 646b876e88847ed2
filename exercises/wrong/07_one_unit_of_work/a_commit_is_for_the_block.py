"""You take a commit for a promise about the whole block.

It stores what has been written so far. What comes after it is a new transaction, which needs a
commit of its own.

task: 1
check: a_commit_keeps_what_stands_above_it
message: `ROWS['c']` is `2`
"""

ROWS = {
    "a": 0,
    "b": 2,
    "c": 2,
    "d": 1,
    "e": 2,
    "f": 0,
}
