"""You look first whether the name is the same, and then whether the team is dissolved.

Then a dissolved team accepts its own name in silence, and whoever calls goes on believing that it
is alive.

task: 1
check: a_dissolved_team_refuses
message: `team.rename('Engines', now)` gave `None`
"""


class Team(Aggregate[TeamState]):
    def rename(self, name: str, now: datetime) -> None:
        if name == self.state.name:
            return
        if self.state.dissolved_at is not None:
            raise TeamIsDissolved("A dissolved team keeps its name.")
        self._record(TeamRenamed(at=now, team_id=self.state.id), name=name)
