"""You let the error close the unit of work where it comes up, and the handler end after it.

The handler is within the unit of work: an error leaves it first, and `async with`, around it,
closes as the error passes.

task: 1
check: a_twin_takes_this_way
message: `TWIN` has `close` before `done`
"""

NEW_USER = ["route", "open", "decide", "insert", "done", "commit", "close", "answer"]
TWIN = ["route", "open", "decide", "insert", "close", "done", "answer"]
