"""You believe that `isinstance(x, int)` keeps `True` out.

`bool` is a subclass of `int`: `True` passes as 1. Ask for `type(x) is int`.

task: 1
check: what_is_no_whole_number_is_refused
message: `SeatCount(True)` gave
"""

from dataclasses import dataclass

from reference_app.domain.errors import InvalidValue


@dataclass(frozen=True, slots=True)
class SeatCount:
    number: int

    def __post_init__(self) -> None:
        if not isinstance(self.number, int) or not 1 <= self.number <= 500:
            raise InvalidValue("Seats are a whole number from 1 to 500.", path=("seats",))
