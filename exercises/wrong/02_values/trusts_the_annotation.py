"""You trust the annotation: `number: int`.

Python does not look at annotations when it runs. Whatever comes in is compared, and `'5' < 1` is
a `TypeError`, not a refusal.

task: 1
check: what_is_no_whole_number_is_refused
message: `SeatCount('5')` raised `TypeError
check: the_refusal_says_where
check: the_refusal_does_not_say_what
"""

from dataclasses import dataclass

from reference_app.domain.errors import InvalidValue


@dataclass(frozen=True, slots=True)
class SeatCount:
    number: int

    def __post_init__(self) -> None:
        if self.number is True or not 1 <= self.number <= 500:
            raise InvalidValue("Seats are a whole number from 1 to 500.", path=("seats",))
