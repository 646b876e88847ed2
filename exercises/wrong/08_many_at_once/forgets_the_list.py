"""You count the questions about the senders, and forget the one that brought the list.

It is N+1: the list is asked for as well, even when it is empty.

task: 1
check: a_list_and_one_more_for_each
message: `told_with_their_senders(250)` gave `250`
"""


def told_all_at_once(n: int) -> int:
    return n


def told_row_by_row(n: int) -> int:
    return 1


def told_with_their_senders(n: int) -> int:
    return n


def told_by_the_hundred(n: int) -> int:
    return (n + 99) // 100
