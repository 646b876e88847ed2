"""You let the answer go out first, and the tidying come after it.

The door has nothing to render before the bus returns, and the bus returns when the unit of work is
closed.

task: 1
check: a_new_user_takes_this_way
message: `answer` before `close`
"""

NEW_USER = ["route", "open", "decide", "insert", "done", "commit", "answer", "close"]
TWIN = ["route", "open", "decide", "insert", "done", "close", "answer"]
