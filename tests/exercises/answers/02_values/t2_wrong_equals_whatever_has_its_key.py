# task 2 | wrong | expect: rejected | `__eq__` asks only for an attribute `key`, so a row or any other object with the same `key` is equal
import re
from dataclasses import dataclass, field

from reference_app.domain.errors import InvalidValue


@dataclass(frozen=True, slots=True, eq=False)
class InviteCode:
    """Eight of A-Z and 2-9 without I and O, however they are typed. Raises `InvalidValue`."""

    text: str
    key: str = field(init=False)

    def __post_init__(self) -> None:
        plain = self.text.replace("-", "").replace(" ", "")
        if not re.fullmatch("[A-HJ-NP-Za-hj-np-z2-9]{8}", plain):
            raise InvalidValue("This is no invite code.", path=("code",))
        object.__setattr__(self, "key", plain.upper())

    def __eq__(self, other: object) -> bool:
        return getattr(other, "key", None) == self.key

    def __hash__(self) -> int:
        return hash(self.key)

    def __repr__(self) -> str:
        return f"InviteCode(****-{self.key[-4:]})"
