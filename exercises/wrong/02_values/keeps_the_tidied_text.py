"""You tidy the text up before you keep it.

The text is for its owner, who typed it with a hyphen and wants to see it with one. Only the key is
tidied.

task: 2
check: the_text_is_as_it_was_typed
message: gave `'K7QM2XRD'`
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
            raise InvalidValue("An invitation code looks like K7QM-2XRD.", path=("code",))
        object.__setattr__(self, "key", key)
        object.__setattr__(self, "text", key)

    def __repr__(self) -> str:
        return f"InviteCode(****-{self.key[4:]})"
