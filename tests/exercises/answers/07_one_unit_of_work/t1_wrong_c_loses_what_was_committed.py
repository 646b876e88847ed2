# task 1 | wrong | expect: rejected | takes the block for the transaction, so that leaving it without a last commit undoes the first commit too (0 in place of 1)
ROWS = {
    "a": 0,
    "b": 2,
    "c": 0,
    "d": 1,
    "e": 2,
    "f": 0,
}
