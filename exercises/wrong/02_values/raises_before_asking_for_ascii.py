"""You raise the letters first and look at them then.

The long s, `ſ`, becomes a plain S in capitals, and passes. Ask for ASCII before you change
anything.

task: 2
check: other_characters_are_refused
message: `InviteCode('K7QM-2XRſ')` gave
check: the_refusal_of_a_code_says_where
"""

import re
from dataclasses import dataclass, field

from reference_app.domain.errors import InvalidValue


@dataclass(frozen=True, slots=True, repr=False)
class InviteCode:
    text: str = field(compare=False)
    key: str = field(init=False)

    def __post_init__(self) -> None:
        key = self.text.replace("-", "").replace(" ", "").upper()
        if not re.fullmatch("[A-HJ-NP-Z2-9]{8}", key):
            raise InvalidValue("An invitation code looks like K7QM-2XRD.", path=("code",))
        object.__setattr__(self, "key", key)

    def __repr__(self) -> str:
        return f"InviteCode(****-{self.key[4:]})"
