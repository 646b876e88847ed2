"""You believe that after an error there is nothing left to commit.

The refused statement did nothing, those before it did, and `finally` comes before the block is
left.

task: 1
check: a_commit_in_finally_keeps_the_half
message: `ROWS['e']` is `0`
"""

ROWS = {
    "a": 0,
    "b": 2,
    "c": 1,
    "d": 1,
    "e": 0,
    "f": 0,
}
