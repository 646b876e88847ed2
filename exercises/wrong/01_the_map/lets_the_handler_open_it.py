"""You let the handler open its unit of work, when it needs one.

It gets one, already open, from the bus. Whoever opens it can also close it, whatever the handler
does.

task: 1
check: a_new_user_takes_this_way
message: `decide` before `open`
"""

NEW_USER = ["route", "decide", "open", "insert", "done", "commit", "close", "answer"]
TWIN = ["route", "open", "decide", "insert", "done", "close", "answer"]
