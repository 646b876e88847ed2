"""You count two: one for the invitations, one for all the senders together.

It could be done with two, and this loop does not: it asks for each sender when it comes to them.

task: 1
check: a_list_and_one_more_for_each
message: `told_with_their_senders(250)` gave `2`
"""


def told_all_at_once(n: int) -> int:
    return n


def told_row_by_row(n: int) -> int:
    return 1


def told_with_their_senders(n: int) -> int:
    return 2


def told_by_the_hundred(n: int) -> int:
    return (n + 99) // 100
