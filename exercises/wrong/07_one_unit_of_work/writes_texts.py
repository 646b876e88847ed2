"""You write the numbers as texts.

`'0'` is a string, and equal to no number. A number of rows is an `int`, without quotes.

task: 1
check: the_numbers_are_numbers
message: `ROWS['a']` is `'0'`, a `str`
check: without_a_commit_nothing_stays
check: a_commit_keeps_what_stands_above_it
check: each_block_is_a_transaction_of_its_own
check: a_commit_in_finally_keeps_the_half
"""

ROWS = {
    "a": "0",
    "b": "2",
    "c": "1",
    "d": "1",
    "e": "2",
    "f": "0",
}
