"""You ask whatever is on the other side of `==` for its key.

`==` is asked of anything: a list of mixed things, a dict with a string in it. Answer
`NotImplemented` for what is no code, and Python says `False`.

task: 2
check: a_code_is_not_its_text
message: raised `AttributeError: 'str' object has no attribute 'key'
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
        return self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)

    def __repr__(self) -> str:
        return f"InviteCode(****-{self.key[4:]})"
