"""You let the handler commit, as its last deed.

The bus commits, when the handler is done. Only so can a handler refuse at its last line and leave
nothing behind.

task: 1
check: a_new_user_takes_this_way
message: `commit` before `done`
"""

NEW_USER = ["route", "open", "decide", "insert", "commit", "done", "close", "answer"]
TWIN = ["route", "open", "decide", "insert", "done", "close", "answer"]
