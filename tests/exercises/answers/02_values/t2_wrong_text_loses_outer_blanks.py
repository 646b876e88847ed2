# task 2 | wrong | expect: rejected | the text loses its outer blanks, as a `FullName` does (`InviteCode(" k7qm 2xrd ").text` is "k7qm 2xrd")
import re
from dataclasses import dataclass, field

from reference_app.domain.errors import InvalidValue


@dataclass(frozen=True, slots=True)
class InviteCode:
    """Eight of A-Z and 2-9 without I and O, however they are typed. Raises `InvalidValue`."""

    text: str = field(compare=False)
    key: str = field(init=False)

    def __post_init__(self) -> None:
        trimmed = self.text.strip(" ")
        plain = re.sub("[- ]", "", trimmed)
        if not re.fullmatch("[A-HJ-NP-Za-hj-np-z2-9]{8}", plain):
            message = "A code has eight of A to Z and 2 to 9, without I and O."
            raise InvalidValue(message, path=("code",))
        object.__setattr__(self, "text", trimmed)
        object.__setattr__(self, "key", plain.upper())

    def __repr__(self) -> str:
        return f"InviteCode(****-{self.key[-4:]})"
