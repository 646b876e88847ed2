"""You take an empty name for a form that was not filled in.

Whether a name may be empty is a rule of its own. Here every other name is a change, and who
swallows one leaves the page and the team with two names.

task: 1
check: another_name_is_a_change
message: `team.state.name` gave `'Engines'`
"""


class Team(Aggregate[TeamState]):
    def rename(self, name: str, now: datetime) -> None:
        if self.state.dissolved_at is not None:
            raise TeamIsDissolved("A dissolved team keeps its name.")
        if name and name != self.state.name:
            self._record(TeamRenamed(at=now, team_id=self.state.id), name=name)
