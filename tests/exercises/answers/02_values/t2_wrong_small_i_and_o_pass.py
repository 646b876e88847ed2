# task 2 | wrong | expect: rejected | I and O are left out of the capitals only, so a typed `i` or `o` passes and stands in the key as I or O
import re
from dataclasses import dataclass, field

from reference_app.domain.errors import InvalidValue

# Looked at before raising: a letter that only becomes one of these is none.
TYPED = re.compile("[A-HJ-NP-Za-z2-9]{8}")


@dataclass(frozen=True, slots=True)
class InviteCode:
    """Eight of A-Z and 2-9 without I and O, however they are typed. Raises `InvalidValue`."""

    text: str = field(compare=False)
    key: str = field(init=False)

    def __post_init__(self) -> None:
        typed = self.text.replace("-", "").replace(" ", "")
        if TYPED.fullmatch(typed) is None:
            raise InvalidValue("A code looks like ABCD-2345.", path=("code",))
        object.__setattr__(self, "key", typed.upper())

    def __repr__(self) -> str:
        return f"InviteCode(****-{self.key[4:]})"
