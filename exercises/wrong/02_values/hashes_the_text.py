"""You compare by the key, and hash by the text.

A set looks at the hash first, so two equal codes with two hashes are two members. `==` and
`hash` must use the same half.

task: 2
check: spellings_of_one_code_are_one_member_of_a_set
message: == hash(InviteCode('k7qm2xrd'))` gave `False`
"""

import re
from dataclasses import dataclass, field

from reference_app.domain.errors import InvalidValue


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class InviteCode:
    text: str
    key: str = field(init=False)

    def __post_init__(self) -> None:
        key = self.text.replace("-", "").replace(" ", "").upper()
        if not (self.text.isascii() and re.fullmatch("[A-HJ-NP-Z2-9]{8}", key)):
            raise InvalidValue("An invitation code looks like K7QM-2XRD.", path=("code",))
        object.__setattr__(self, "key", key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, InviteCode) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.text)

    def __repr__(self) -> str:
        return f"InviteCode(****-{self.key[4:]})"
