# task 2 | wrong | expect: rejected | looks at the text after `lower()`, so the Kelvin sign (U+212A) is lowered to a plain k and passes as a K (the long s is still refused)
import re
from dataclasses import dataclass, field

from reference_app.domain.errors import InvalidValue


@dataclass(frozen=True, slots=True)
class InviteCode:
    """Eight of A-Z and 2-9 without I and O, however they are typed. Raises `InvalidValue`."""

    text: str = field(compare=False)
    key: str = field(init=False)

    def __post_init__(self) -> None:
        small = re.sub("[- ]", "", self.text).lower()
        if not re.fullmatch("[a-hj-np-z2-9]{8}", small):
            raise InvalidValue("A code has eight letters and digits.", path=("code",))
        object.__setattr__(self, "key", small.upper())

    def __repr__(self) -> str:
        return f"InviteCode(****-{self.key[-4:]})"
