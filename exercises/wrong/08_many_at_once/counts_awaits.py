"""You take one `await` for one statement.

`gather` waits at one place for as many calls as you give it, and each of them is a statement.

task: 1
check: gather_sends_them_all
message: `told_all_at_once(250)` gave `1`
"""


def told_all_at_once(n: int) -> int:
    return 1


def told_row_by_row(n: int) -> int:
    return 1


def told_with_their_senders(n: int) -> int:
    return n + 1


def told_by_the_hundred(n: int) -> int:
    return (n + 99) // 100
