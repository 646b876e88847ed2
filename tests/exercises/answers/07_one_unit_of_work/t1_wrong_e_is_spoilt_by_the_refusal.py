# task 1 | wrong | expect: rejected | takes a refused statement for the end of the whole transaction, as PostgreSQL does, so that the commit stores nothing (0 in place of 2)
ROWS = {
    "a": 0,
    "b": 2,
    "c": 1,
    "d": 1,
    "e": 0,
    "f": 0,
}
