# task 1 | wrong | expect: rejected | lets them run one after the other into the same table; b's ada and grace stay, and everybody after b is refused at the first name
ROWS = {
    "a": 0,
    "b": 2,
    "c": 2,
    "d": 2,
    "e": 2,
    "f": 2,
}
