"""You left the comparison to the dataclass, and it compares the text as well.

Equal in all fields is what a dataclass asks for. The text is for its owner: keep it out of `==`
with `field(compare=False)`.

task: 2
check: spellings_of_one_code_are_equal
message: == InviteCode('k7qm2xrd')` gave `False`
check: spellings_of_one_code_are_one_member_of_a_set
"""

import re
from dataclasses import dataclass, field

from reference_app.domain.errors import InvalidValue


@dataclass(frozen=True, slots=True, repr=False)
class InviteCode:
    text: str
    key: str = field(init=False)

    def __post_init__(self) -> None:
        key = self.text.replace("-", "").replace(" ", "").upper()
        if not (self.text.isascii() and re.fullmatch("[A-HJ-NP-Z2-9]{8}", key)):
            raise InvalidValue("An invitation code looks like K7QM-2XRD.", path=("code",))
        object.__setattr__(self, "key", key)

    def __repr__(self) -> str:
        return f"InviteCode(****-{self.key[4:]})"
