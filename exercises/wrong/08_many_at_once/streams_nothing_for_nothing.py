"""You think that where there is nothing to find, nothing is asked.

Nobody knows that there are no rows before the database has said so: that is one statement, too.

task: 1
check: a_stream_is_one_statement
message: `told_row_by_row(0)` gave `0`
"""


def told_all_at_once(n: int) -> int:
    return n


def told_row_by_row(n: int) -> int:
    return min(n, 1)


def told_with_their_senders(n: int) -> int:
    return n + 1


def told_by_the_hundred(n: int) -> int:
    return (n + 99) // 100
