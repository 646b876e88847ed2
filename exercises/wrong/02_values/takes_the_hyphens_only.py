"""You took out the hyphens, and the blanks stayed in.

Whoever types what they hear puts a blank where the letter has a hyphen. Both go before you count.

task: 2
check: hyphens_and_blanks_do_not_count
message: `InviteCode('K7QM 2XRD').key` raised `InvalidValue
check: the_text_is_as_it_was_typed
check: a_log_shows_no_code
"""

import re
from dataclasses import dataclass, field

from reference_app.domain.errors import InvalidValue


@dataclass(frozen=True, slots=True, repr=False)
class InviteCode:
    text: str = field(compare=False)
    key: str = field(init=False)

    def __post_init__(self) -> None:
        key = "".join(self.text.split("-")).upper()
        if not (self.text.isascii() and re.fullmatch("[A-HJ-NP-Z2-9]{8}", key)):
            raise InvalidValue("An invitation code looks like K7QM-2XRD.", path=("code",))
        object.__setattr__(self, "key", key)

    def __repr__(self) -> str:
        return f"InviteCode(****-{self.key[4:]})"
