"""You ask `if self.number` first, to let pass what is not given.

Zero is given, and it is false in Python: a customer without a seat is a customer who can't sign in.

task: 1
check: other_numbers_are_refused
message: `SeatCount(0)` gave
"""

from dataclasses import dataclass

from reference_app.domain.errors import InvalidValue


@dataclass(frozen=True, slots=True)
class SeatCount:
    number: int

    def __post_init__(self) -> None:
        if type(self.number) is not int or (self.number and not 1 <= self.number <= 500):
            raise InvalidValue("Seats are a whole number from 1 to 500.", path=("seats",))
