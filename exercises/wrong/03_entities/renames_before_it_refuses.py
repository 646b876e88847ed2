"""You change the name, and then ask whether it may be changed.

Raising takes nothing back: the name is new, and the event is recorded. Refuse first.

task: 1
check: a_dissolved_team_stays_as_it_was
message: `team.state.name` gave `'Analytical Engines'`
"""


class Team(Aggregate[TeamState]):
    def rename(self, name: str, now: datetime) -> None:
        if name != self.state.name:
            self._record(TeamRenamed(at=now, team_id=self.state.id), name=name)
        if self.state.dissolved_at is not None:
            raise TeamIsDissolved("A dissolved team keeps its name.")
