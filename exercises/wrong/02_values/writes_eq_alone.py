"""You wrote `__eq__` and no `__hash__`.

Python then takes the hash away, for it can't know which half you compare: no set accepts such an
object.

task: 2
check: spellings_of_one_code_are_one_member_of_a_set
message: unhashable type
check: a_code_never_changes
"""

import re

from reference_app.domain.errors import InvalidValue


class InviteCode:
    def __init__(self, text: str) -> None:
        key = text.replace("-", "").replace(" ", "").upper()
        if not (text.isascii() and re.fullmatch("[A-HJ-NP-Z2-9]{8}", key)):
            raise InvalidValue("An invitation code looks like K7QM-2XRD.", path=("code",))
        self.text = text
        self.key = key

    def __eq__(self, other: object) -> bool:
        return isinstance(other, InviteCode) and self.key == other.key

    def __repr__(self) -> str:
        return f"InviteCode(****-{self.key[4:]})"
