"""You divide by a hundred and leave the rest out.

The last slice is not full, and is asked for all the same: 250 keys take three statements.

task: 1
check: a_hundred_that_has_begun_counts
message: `told_by_the_hundred(250)` gave `2`
"""


def told_all_at_once(n: int) -> int:
    return n


def told_row_by_row(n: int) -> int:
    return 1


def told_with_their_senders(n: int) -> int:
    return n + 1


def told_by_the_hundred(n: int) -> int:
    return n // 100
