"""You believe that what a script can read in the table is stored.

It read inside its own transaction, where its own row is to be seen. Nobody else saw it, and
with the block it was gone.

task: 1
check: without_a_commit_nothing_stays
message: `ROWS['f']` is `1`
"""

ROWS = {
    "a": 0,
    "b": 2,
    "c": 1,
    "d": 1,
    "e": 2,
    "f": 1,
}
