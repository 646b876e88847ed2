"""You look for eight good characters, and do not ask whether more follow.

`match` is content with the beginning, and `{8,}` with any length. A code has eight characters:
`fullmatch` and `{8}`.

task: 2
check: seven_or_nine_are_no_code
message: `InviteCode('K7QM-2XRDD')` gave
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
        if not (self.text.isascii() and re.fullmatch("[A-HJ-NP-Z2-9]{8,}", key)):
            raise InvalidValue("An invitation code looks like K7QM-2XRD.", path=("code",))
        object.__setattr__(self, "key", key)

    def __repr__(self) -> str:
        return f"InviteCode(****-{self.key[4:]})"
