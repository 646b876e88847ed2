"""You let an error jump from the database straight to the door.

It leaves each function on its way, the handler as well, and `async with` closes the unit of work as
it passes.

task: 1
check: a_twin_comes_to_these_stations
message: `TWIN` has no `done`
"""

NEW_USER = ["route", "open", "decide", "insert", "done", "commit", "close", "answer"]
TWIN = ["route", "open", "decide", "insert", "answer"]
