"""You refuse in two places, and name the path in one of them.

Whatever is refused was typed into the same field. Raise in one place, or name the path in both.

task: 1
check: the_refusal_says_where
message: path `()`
"""

from dataclasses import dataclass

from reference_app.domain.errors import InvalidValue


@dataclass(frozen=True, slots=True)
class SeatCount:
    number: int

    def __post_init__(self) -> None:
        if type(self.number) is not int:
            raise InvalidValue("Seats are a whole number.")
        if not 1 <= self.number <= 500:
            raise InvalidValue("Seats are a whole number from 1 to 500.", path=("seats",))
