"""The base of entities that guard themselves. Which rules they guard is theirs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from reference_app.domain.errors import StaleVersion
from reference_app.domain.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What an aggregate remembers; frozen, so that only the aggregate can move on to the next."""

    id: UUID
    updated_at: datetime


StateT = TypeVar("StateT", bound=State)


class Aggregate(Generic[StateT]):
    """An identity, its current state, and the events that led there since it was loaded.

    Its methods replace the state in one assignment, together with a recorded event: an operation
    that refuses has changed nothing, and no change goes unheard. `version` is the stored version
    that this object was loaded at; 0 was never stored.
    """

    def __init__(self, state: StateT, version: int = 0, events: Sequence[Event] = ()) -> None:
        self._state = state
        self._version = version
        self._events = list(events)

    def _record(self, event: Event, **changes: Any) -> None:
        self._state = replace(self._state, updated_at=event.at, **changes)
        self._events.append(event)

    @property
    def state(self) -> StateT:
        return self._state

    @property
    def version(self) -> int:
        return self._version

    @property
    def has_changed(self) -> bool:
        return bool(self._events)

    def stored(self) -> list[Event]:
        """For stores: this state is stored now, as the next version. Hands over the events."""
        events, self._events = self._events, []
        self._version += 1
        return events

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and other.state.id == self.state.id

    def __hash__(self) -> int:
        return hash(self.state.id)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._state.id}, version {self._version})"

    def require_version(self, expected: int | None) -> None:
        """Raises `StaleVersion` unless this is the version that a caller has seen; None: any."""
        if expected not in (None, self._version):
            raise StaleVersion("This has changed since the version that you named: read it again.")
