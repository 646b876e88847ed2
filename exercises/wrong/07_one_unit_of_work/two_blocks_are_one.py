"""You take two blocks in a row for one transaction.

The first is over and stored before the second begins. Whoever needs both or none needs one block.

task: 1
check: each_block_is_a_transaction_of_its_own
message: `ROWS['d']` is `0`
"""

ROWS = {
    "a": 0,
    "b": 2,
    "c": 1,
    "d": 0,
    "e": 2,
    "f": 0,
}
