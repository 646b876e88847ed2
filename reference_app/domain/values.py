"""Values: compared by what they say, valid from birth, never changed. No identity, no storage."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum
from typing import Final, TypeVar

import idna

from reference_app.domain.errors import InvalidValue


def comparison_key(text: str) -> str:
    """Folds case and compatibility forms, so that one person's two spellings meet.

    Casefolding can undo a normalisation, hence twice (Unicode standard, 3.13, D146).
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return unicodedata.normalize("NFKC", folded)


# Categories: control, format (zero width, direction overrides), surrogate, private use, unassigned,
# separators of lines and paragraphs.
_UNPRINTABLE: Final = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}

# Fillers and selectors that count as letters or marks, and that nobody sees all the same (Unicode's
# DerivedCoreProperties.txt, Default_Ignorable_Code_Point).
_INVISIBLE: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\u2800\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)


def can_be_seen(text: str) -> bool:
    """Whether every character leaves a trace on paper: what doesn't makes twins of two names."""
    if text.isascii():
        return text.isprintable()
    printable = all(unicodedata.category(char) not in _UNPRINTABLE for char in text)
    return printable and not _INVISIBLE.search(text)


# RFC 5321, 4.5.3.1: 64 octets before the "@"; 256 for a path, whose two angle brackets leave 254.
EMAIL_LIMIT: Final = 254
LOCAL_PART_LIMIT: Final = 64

# RFC 5322 dot-atom @ RFC 1035 labels; beyond ASCII, letters and digits of any script (RFC 6531).
_ATOM: Final = r"[\w!#$%&'*+/=?^`{|}~-]+"
_LABEL: Final = r"[^\W_](?:(?:[^\W_]|-){0,61}[^\W_])?"
ADDRESS: Final = rf"{_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+(?!\d){_LABEL}"


def mailbox_key(address: str) -> str:
    """The same for every spelling of one mailbox. The domain is as the DNS is asked for it: IDNA
    2008 (RFC 5891), prepared as UTS 46 says. Raises `UnicodeError` for what can be no domain."""
    local, _, domain = address.rpartition("@")
    return f"{comparison_key(local)}@{'.'.join(map(_label_key, domain.split('.')))}"


def _label_key(label: str) -> str:
    lowered = label.lower()
    if label.isascii() and not lowered.startswith("xn--"):
        return lowered
    return idna.encode(label, uts46=True).decode()


@dataclass(frozen=True, slots=True)
class EmailAddress:
    """An address as its owner spells it, equal to every other spelling with the same `key`.

    Raises `InvalidValue`. This is the only rule for emails in the app.
    """

    text: str = field(compare=False)
    key: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        # Measured in octets: RFC 5321 counts those, and one letter may need four.
        octets = self.text.encode("utf-8", "surrogatepass")
        if len(octets) > EMAIL_LIMIT:
            raise InvalidValue(f"An email has at most {EMAIL_LIMIT} bytes.", path=("email",))
        if len(octets.rpartition(b"@")[0]) > LOCAL_PART_LIMIT:
            message = f"At most {LOCAL_PART_LIMIT} bytes of an email stand before the @."
            raise InvalidValue(message, path=("email",))
        try:
            key = mailbox_key(self.text) if _looks_like_an_address(self.text) else ""
        except UnicodeError:
            key = ""
        # The key too: folding makes three characters of some one, and not all of them letters.
        if not _looks_like_an_address(key):
            raise InvalidValue("An email looks like name@example.com.", path=("email",))
        object.__setattr__(self, "key", key)


def _looks_like_an_address(text: str) -> bool:
    """Marks go with the letter they stand on: accents written apart, vowels of Devanagari."""
    if text.isascii():
        return re.fullmatch(ADDRESS, text) is not None
    letters = (char for char in text if not unicodedata.category(char).startswith("M"))
    return can_be_seen(text) and re.fullmatch(ADDRESS, "".join(letters)) is not None


USERNAME: Final = r"[A-Za-z0-9_-]{3,50}"


@dataclass(frozen=True, slots=True)
class Username:
    """A name to sign in with: 3 to 50 of a-z, 0-9, "_" and "-", stored in lower case.

    Raises `InvalidValue`. Lowered only then: the Kelvin sign lowers to a plain k.
    """

    text: str

    def __post_init__(self) -> None:
        if not re.fullmatch(USERNAME, self.text):
            message = "A username has 3 to 50 characters of a-z, 0-9, _ and -."
            raise InvalidValue(message, path=("username",))
        object.__setattr__(self, "text", self.text.lower())


FULL_NAME_LIMIT: Final = 200

# Folding makes 18 characters of some one, and a cursor holds them all.
FULL_NAME_KEY_LIMIT: Final = 255


_JOINER: Final = re.compile(
    "(?<=[\u0370-\U0010ffff])[\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)


@dataclass(frozen=True, slots=True)
class FullName:
    """What a person is called: any script, 1 to 200 characters without outer blanks.

    Joiners and selectors may follow a letter of a script that needs them: Persian, Sinhala, Han.

    Raises `InvalidValue`.
    """

    text: str

    def __post_init__(self) -> None:
        trimmed = self.text.strip()
        if not 1 <= len(trimmed) <= FULL_NAME_LIMIT:
            message = f"A full name has 1 to {FULL_NAME_LIMIT} characters; leave it out if unknown."
            raise InvalidValue(message, path=("full_name",))
        if not can_be_seen(_JOINER.sub("", trimmed)):
            message = "A full name has only characters that can be seen."
            raise InvalidValue(message, path=("full_name",))
        if not trimmed.isascii() and len(comparison_key(trimmed)) > FULL_NAME_KEY_LIMIT:
            message = f"Spelled out, a full name has at most {FULL_NAME_KEY_LIMIT} characters."
            raise InvalidValue(message, path=("full_name",))
        object.__setattr__(self, "text", trimmed)

    @property
    def key(self) -> str:
        """What it is found and sorted by. Never empty."""
        return comparison_key(self.text)


class Absent(Enum):
    """The one value that says "not mentioned", where `None` says "make it empty"."""

    ABSENT = "absent"

    def __repr__(self) -> str:
        return self.name


ABSENT: Final = Absent.ABSENT

ValueT = TypeVar("ValueT")


def if_mentioned(value: Callable[[str], ValueT], text: str | Absent) -> ValueT | Absent:
    """The value that a text stands for, unless there is no text."""
    return ABSENT if text is ABSENT else value(text)


def require_utc(moment: datetime) -> datetime:
    """Returns `moment` in UTC; raises `ValueError` if it does not say which zone it is in."""
    if moment.utcoffset() is None:
        raise ValueError("a moment needs a time zone: use datetime.now(UTC)")
    return moment.astimezone(UTC)


def unjudged(kind: type[ValueT], **fields: str) -> ValueT:
    """A value that no rule has looked at: of what was stored when the rules, or Unicode, were
    others."""
    value = object.__new__(kind)
    for name, content in fields.items():
        object.__setattr__(value, name, content)
    return value
