"""You count a statement for each row that a stream brings.

The question is asked once, before the first row. What comes then is its answer, piece by piece.

task: 1
check: a_stream_is_one_statement
message: `told_row_by_row(250)` gave `250`
"""


def told_all_at_once(n: int) -> int:
    return n


def told_row_by_row(n: int) -> int:
    return n


def told_with_their_senders(n: int) -> int:
    return n + 1


def told_by_the_hundred(n: int) -> int:
    return (n + 99) // 100
