"""You ask the other one for its `key`, whatever it is.

A row of a table has a `key` too, and is no code: nobody has looked at it. Ask what it is first;
`NotImplemented` lets Python ask the other side.

task: 2
check: a_code_is_not_its_text
message: `row` has such a `key`
"""

import re
from dataclasses import dataclass, field

from reference_app.domain.errors import InvalidValue


@dataclass(frozen=True, eq=False)
class InviteCode:
    text: str
    key: str = field(init=False)

    def __post_init__(self) -> None:
        key = re.sub("[- ]", "", self.text).upper()
        if not self.text.isascii() or not re.fullmatch("[A-HJ-NP-Z2-9]{8}", key):
            raise InvalidValue("An invitation code looks like K7QM-2XRD.", path=("code",))
        object.__setattr__(self, "key", key)

    def __eq__(self, other: object) -> bool:
        return getattr(other, "key", None) == self.key

    def __hash__(self) -> int:
        return hash(self.key)

    def __repr__(self) -> str:
        return f"InviteCode(****-{self.key[4:]})"
