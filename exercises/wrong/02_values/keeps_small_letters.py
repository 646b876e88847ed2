"""You accept small letters, and leave them small in the key.

Then one code has as many keys as there are ways to write its letters. What is for comparing has
one form.

task: 2
check: the_key_is_in_capitals
message: gave `'k7qm2xrd'`
check: spellings_of_one_code_are_equal
check: spellings_of_one_code_are_one_member_of_a_set
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
        key = self.text.replace("-", "").replace(" ", "")
        if not (self.text.isascii() and re.fullmatch("[A-HJ-NP-Z2-9]{8}", key.upper())):
            raise InvalidValue("An invitation code looks like K7QM-2XRD.", path=("code",))
        object.__setattr__(self, "key", key)

    def __repr__(self) -> str:
        return f"InviteCode(****-{self.key[4:]})"
