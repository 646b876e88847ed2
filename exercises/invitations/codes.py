"""Our answer to task 2 of exercise 2: a code read over the telephone."""

import re
from dataclasses import dataclass, field

from reference_app.domain.errors import InvalidValue

_CODE = re.compile(r"[A-HJ-NP-Z2-9]{8}")


@dataclass(frozen=True, slots=True, repr=False)
class InviteCode:
    """Eight of A-Z and 2-9 without I and O, however they are typed. Raises `InvalidValue`."""

    text: str = field(compare=False)
    key: str = field(init=False)

    def __post_init__(self) -> None:
        key = self.text.replace("-", "").replace(" ", "").upper()
        if not (self.text.isascii() and _CODE.fullmatch(key)):
            raise InvalidValue("An invitation code looks like K7QM-2XRD.", path=("code",))
        object.__setattr__(self, "key", key)

    def __repr__(self) -> str:
        return f"InviteCode(****-{self.key[4:]})"
