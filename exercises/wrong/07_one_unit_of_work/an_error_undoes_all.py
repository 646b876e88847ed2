"""You believe that an error undoes what the block has done.

It leaves the block, and what was not committed is gone. What was committed is out of its reach.

task: 1
check: a_commit_keeps_what_stands_above_it
message: `ROWS['b']` is `0`
check: a_commit_in_finally_keeps_the_half
"""

ROWS = {
    "a": 0,
    "b": 0,
    "c": 1,
    "d": 1,
    "e": 0,
    "f": 0,
}
