"""You refuse and say what is wrong, but not where.

A message is for people. The form looks at the path to know which of its fields to mark.

task: 2
check: the_refusal_of_a_code_says_where
message: path `()`
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
        if not (self.text.isascii() and re.fullmatch("[A-HJ-NP-Z2-9]{8}", key)):
            raise InvalidValue("An invitation code looks like K7QM-2XRD.")
        object.__setattr__(self, "key", key)

    def __repr__(self) -> str:
        return f"InviteCode(****-{self.key[4:]})"
