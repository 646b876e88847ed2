"""You believe that the script goes on after the refusal.

The error leaves the `try` at once, and Mary is never added. Only `finally` still runs.

task: 1
check: a_commit_in_finally_keeps_the_half
message: `ROWS['e']` is `3`
"""

ROWS = {
    "a": 0,
    "b": 2,
    "c": 1,
    "d": 1,
    "e": 3,
    "f": 0,
}
