"""You divide by a hundred and add one for the rest.

A hundred keys have no rest, and no key at all has none either. Round up instead.

task: 1
check: a_hundred_that_has_begun_counts
message: `told_by_the_hundred(100)` gave `2`
"""


def told_all_at_once(n: int) -> int:
    return n


def told_row_by_row(n: int) -> int:
    return 1


def told_with_their_senders(n: int) -> int:
    return n + 1


def told_by_the_hundred(n: int) -> int:
    return n // 100 + 1
