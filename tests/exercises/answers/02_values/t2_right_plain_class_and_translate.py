# task 2 | right | expect: accepted | no dataclass: a plain class with private slots and properties, a table for `str.translate`, and set arithmetic in place of a regular expression
from string import ascii_lowercase, ascii_uppercase, digits
from typing import Final

from reference_app.domain.errors import InvalidValue

_LETTERS: Final = frozenset(ascii_uppercase + digits) - frozenset("IO01")
_TABLE: Final = str.maketrans(ascii_lowercase, ascii_uppercase, "- ")


class InviteCode:
    __slots__ = ("_key", "_text")

    def __init__(self, text: str) -> None:
        key = text.translate(_TABLE)
        if len(key) != 8 or not _LETTERS.issuperset(key):
            raise InvalidValue("Read the code again: something in it is no part of a code.", path=("code",))
        self._text, self._key = text, key

    @property
    def text(self) -> str:
        return self._text

    @property
    def key(self) -> str:
        return self._key

    def __eq__(self, other: object) -> bool:
        if isinstance(other, InviteCode):
            return self._key == other._key
        return NotImplemented

    def __hash__(self) -> int:
        return hash((InviteCode, self._key))

    def __repr__(self) -> str:
        return "InviteCode({}-{})".format("*" * 4, self._key[4:])
