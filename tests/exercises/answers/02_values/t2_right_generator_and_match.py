# task 2 | right | expect: accepted | reads character by character in a generator with `match`; the base class holds equality, hash and repr; `key` stands before `text` among the fields
from collections.abc import Iterator
from dataclasses import dataclass, field

from reference_app.domain.errors import InvalidValue


def _raised(typed: str) -> Iterator[str]:
    for char in typed:
        match char:
            case "-" | " ":
                continue
            case "I" | "O" | "i" | "o":
                raise InvalidValue("I and O are in no code.", path=("code",))
            case _ if "A" <= char <= "Z" or "2" <= char <= "9":
                yield char
            case _ if "a" <= char <= "z":
                yield chr(ord(char) - 32)
            case _:
                raise InvalidValue("Codes are of letters and digits.", path=("code",))


class _Secret:
    """Compares by its key, and shows the end of it only."""

    __slots__ = ()
    key: str

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and other.key == self.key

    def __hash__(self) -> int:
        return hash(self.key)

    def __repr__(self) -> str:
        return f"{type(self).__name__}(****-{self.key[-4:]})"


@dataclass(frozen=True, eq=False, repr=False)
class InviteCode(_Secret):
    key: str = field(init=False)
    text: str

    def __post_init__(self) -> None:
        key = "".join(_raised(self.text))
        if len(key) < 8:
            raise InvalidValue("Something is missing: a code has eight characters.", path=("code",))
        if len(key) > 8:
            raise InvalidValue("That is too long: a code has eight characters.", path=("code",))
        object.__setattr__(self, "key", key)
