"""You take 500 for the first number that is too many.

"1 to 500" has both ends in it, and `range(1, 500)` stops before its end.

task: 1
check: whole_numbers_from_1_to_500_are_seats
message: `SeatCount(500).number` raised
"""

from dataclasses import dataclass

from reference_app.domain.errors import InvalidValue


@dataclass(frozen=True, slots=True)
class SeatCount:
    number: int

    def __post_init__(self) -> None:
        if type(self.number) is not int or self.number not in range(1, 500):
            raise InvalidValue("Seats are a whole number from 1 to 500.", path=("seats",))
