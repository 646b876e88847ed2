"""You believe that leaving the block commits.

It gives the connection back, and on the way everything is rolled back that was not committed.
Forgetting is the safe side.

task: 1
check: without_a_commit_nothing_stays
message: `ROWS['a']` is `2`
check: a_commit_keeps_what_stands_above_it
"""

ROWS = {
    "a": 2,
    "b": 2,
    "c": 2,
    "d": 1,
    "e": 2,
    "f": 1,
}
