"""You keep text and key in plain attributes.

Everybody can set those, and then the code is in the wrong place of every set that it is in. Freeze
the dataclass, or show properties.

task: 2
check: a_code_never_changes
message: `code.key = 'AAAAAAAA'` was accepted
"""

import re

from reference_app.domain.errors import InvalidValue


class InviteCode:
    def __init__(self, text: str) -> None:
        key = re.sub("[- ]", "", text).upper()
        if not text.isascii() or not re.fullmatch("[A-HJ-NP-Z2-9]{8}", key):
            raise InvalidValue("An invitation code looks like K7QM-2XRD.", path=("code",))
        self.text, self.key = text, key

    def __eq__(self, other: object) -> bool:
        return self.key == other.key if isinstance(other, InviteCode) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.key)

    def __repr__(self) -> str:
        return f"InviteCode(****-{self.key[4:]})"
