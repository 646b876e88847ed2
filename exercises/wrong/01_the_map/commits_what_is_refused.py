"""You let the commit come either way.

The line that commits stands behind the call of the handler. When that raises, the line is never
reached, and what was written is gone with the unit of work.

task: 1
check: a_twin_comes_to_these_stations
message: `TWIN` has `commit`
"""

NEW_USER = ["route", "open", "decide", "insert", "done", "commit", "close", "answer"]
TWIN = ["route", "open", "decide", "insert", "done", "commit", "close", "answer"]
