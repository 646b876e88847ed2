"""What has happened, in the past tense. Who reacts to it is not known here."""

from dataclasses import dataclass
from datetime import datetime

from reference_app.domain.ids import UserId
from reference_app.domain.values import require_utc


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened `at` a moment, kept in UTC; a fact, so it never changes.

    Raises `ValueError` when `at` does not say which zone it is in.
    """

    at: datetime

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", require_utc(self.at))


@dataclass(frozen=True, slots=True, kw_only=True)
class UserCreated(Event):
    user_id: UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class UserChanged(Event):
    """`fields` names what changed, not the values: events are kept and read by others."""

    user_id: UserId
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UserActivated(Event):
    user_id: UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class UserDeactivated(Event):
    user_id: UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class UserDeleted(Event):
    user_id: UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class UserRestored(Event):
    user_id: UserId
