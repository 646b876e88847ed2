"""You let a code equal the string that it was made of.

It has another hash than that string, so a set keeps both; and a string that is no code has to be
compared, too. Make a code of the string first, and compare codes.

task: 2
check: a_code_is_not_its_text
message: == 'K7QM-2XRD'` gave `True`
"""

import re

from reference_app.domain.errors import InvalidValue


class InviteCode:
    def __init__(self, text: str) -> None:
        key = re.sub("[- ]", "", text).upper()
        if not text.isascii() or not re.fullmatch("[A-HJ-NP-Z2-9]{8}", key):
            raise InvalidValue("An invitation code looks like K7QM-2XRD.", path=("code",))
        self._text, self._key = text, key

    @property
    def text(self) -> str:
        return self._text

    @property
    def key(self) -> str:
        return self._key

    def __eq__(self, other: object) -> bool:
        key = other.key if isinstance(other, InviteCode) else re.sub("[- ]", "", str(other)).upper()
        return self.key == key

    def __hash__(self) -> int:
        return hash(self.key)

    def __repr__(self) -> str:
        return f"InviteCode(****-{self.key[4:]})"
