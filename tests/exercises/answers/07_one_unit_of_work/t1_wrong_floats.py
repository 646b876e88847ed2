# task 1 | wrong | expect: rejected | the numbers are right, and floats (1.0 == 1)
ROWS = dict(zip("abcdef", map(float, "0 2 1 1 2 0".split())))
