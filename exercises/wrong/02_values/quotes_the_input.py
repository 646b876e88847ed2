"""You repeat what came in, to help whoever reads the message.

The form still shows what they typed; the log should not. One day the field is a password.

task: 1
check: the_refusal_does_not_say_what
message: that repeats the input
"""

from dataclasses import dataclass

from reference_app.domain.errors import InvalidValue


@dataclass(frozen=True, slots=True)
class SeatCount:
    number: int

    def __post_init__(self) -> None:
        if type(self.number) is not int or not 1 <= self.number <= 500:
            raise InvalidValue(f"{self.number} is no number of seats.", path=("seats",))
