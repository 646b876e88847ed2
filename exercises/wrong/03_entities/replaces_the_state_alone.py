"""You put a new state in place, and leave the event for later.

Without an event nothing is stored: a store asks `has_changed`. `_record` does both or neither.

task: 1
check: a_change_is_an_event
message: `team.stored()` gave `[]`
"""

from dataclasses import replace


class Team(Aggregate[TeamState]):
    def rename(self, name: str, now: datetime) -> None:
        if self.state.dissolved_at is not None:
            raise TeamIsDissolved("A dissolved team keeps its name.")
        if name != self.state.name:
            self._state = replace(self._state, name=name, updated_at=now)
